import type { EndpointImage } from '../options.ts'
import type { ImageRoutes } from './image-routes.ts'
import { classicImage, foundationImage, huggingFaceImage, promptFlowImage, sharedScore } from './managed-images.ts'
import { foundryImage, serverlessImage } from './paid-as-you-go.ts'

/** Finds the routes of an image; without one, the faces of dedicated and serverless endpoints side by side. */
export function routesOf(image: EndpointImage | undefined): ImageRoutes {
  return image === undefined ? sideBySide : images[image]
}

const images: Readonly<Record<EndpointImage, ImageRoutes>> = {
  classic: classicImage,
  foundation: foundationImage,
  huggingface: huggingFaceImage,
  serverless: serverlessImage,
  foundry: foundryImage,
  'prompt-flow': promptFlowImage,
}

const sideBySide: ImageRoutes = {
  routes: [sharedScore, ...serverlessImage.routes, ...foundryImage.routes],
  elsewhere: serverlessImage.elsewhere,
}
