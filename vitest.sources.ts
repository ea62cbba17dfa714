const conditions = ['@azureml-endpoints/source']

/** Resolves the packages of this repository to their sources, so that tests need no build. */
export const sources = { resolve: { conditions }, ssr: { resolve: { conditions } } }
