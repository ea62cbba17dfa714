// oxlint-disable-next-line no-underscore-dangle -- named so that no program has it by chance
declare const __PACKAGE_VERSION__: string | undefined

/** This package's name, as traces show it. */
export const packageName = '@azureml-endpoints/langchain-adapter'

/** This package's version; the build puts it in. */
export const packageVersion: string = typeof __PACKAGE_VERSION__ === 'string' ? __PACKAGE_VERSION__ : 'development'
