// oxlint-disable-next-line no-underscore-dangle -- the build defines it under this name
declare const __PACKAGE_VERSION__: string | undefined

/** The name of this package, as traces show it. */
export const packageName = '@azureml-endpoints/langchain-adapter'

/** The version of this package; the build inserts it. */
export const packageVersion: string = typeof __PACKAGE_VERSION__ === 'string' ? __PACKAGE_VERSION__ : 'development'
