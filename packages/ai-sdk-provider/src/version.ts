// oxlint-disable-next-line no-underscore-dangle -- the build defines it under this name
declare const __PACKAGE_VERSION__: string | undefined

/** The version of this package, as sent in the user agent of every request. */
export const VERSION: string = typeof __PACKAGE_VERSION__ === 'undefined' ? 'development' : __PACKAGE_VERSION__
