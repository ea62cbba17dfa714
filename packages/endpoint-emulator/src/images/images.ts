import type { EndpointImage } from '../options/options.ts'
import type { Route } from '../routes/exchange.ts'
import type { ImageRoutes } from './image-routes.ts'
import { classicImage, foundationImage, huggingFaceImage, promptFlowImage, sharedScore } from './managed-images.ts'
import { foundryImage, serverlessImage } from './pay-as-you-go-images.ts'

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

/** On Kubernetes the endpoint's name stands in the path. */
const kubernetesScore: Route = { ...sharedScore, path: '/api/v1/endpoint/:name/score' }

const sideBySide: ImageRoutes = {
  routes: [sharedScore, kubernetesScore, ...serverlessImage.routes, ...foundryImage.routes],
  elsewhere: serverlessImage.elsewhere,
}
