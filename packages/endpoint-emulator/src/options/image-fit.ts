import type { Check } from './check.ts'
import { managedImageNames } from './image-names.ts'
import type { NamedEndpoint } from './options.ts'

/** Rejects options that the image ignores. */
export const fitsImage: Check = (value, name) => {
  const { image, edge, script } = value as NamedEndpoint
  const prefix = name === '' ? '' : `${name}.`
  if (script !== undefined && image !== 'score-script') {
    return `${prefix}script has no effect with this image. Set image to "score-script".`
  }
  if (edge === undefined || (image !== undefined && managedImageNames.includes(image))) return undefined
  return `${prefix}edge has no effect with this image. Set image to one of ${managedImageNames.join(', ')}.`
}
