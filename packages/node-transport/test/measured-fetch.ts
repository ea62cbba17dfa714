/** The `fetch` of other versions of Node differs from this one in details, and so cannot be what all are measured by. */
export const isMeasure = process.version.startsWith('v24.')
