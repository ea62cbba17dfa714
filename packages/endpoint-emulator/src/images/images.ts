import type { EndpointImage } from '../options/image-names.ts'
import type { Route } from '../routes/exchange.ts'
import type { ImageRoutes } from './image-routes.ts'
import { classicImage, foundationImage, huggingFaceImage, promptFlowImage, combinedScore } from './managed-images.ts'
import { scoreScriptImage } from './score-script-image.ts'
import { foundryImage, serverlessImage } from './pay-as-you-go-images.ts'

/** Finds the routes of an image; without one, the routes of dedicated, serverless and Foundry endpoints combined. */
export function routesOf(image: EndpointImage | undefined): ImageRoutes {
  return image === undefined ? combinedImage : images[image]
}

const images: Readonly<Record<EndpointImage, ImageRoutes>> = {
  classic: classicImage,
  foundation: foundationImage,
  huggingface: huggingFaceImage,
  serverless: serverlessImage,
  foundry: foundryImage,
  'prompt-flow': promptFlowImage,
  'score-script': scoreScriptImage,
}

/** On Kubernetes, the path contains the endpoint's name. */
const kubernetesScore: Route = { ...combinedScore, path: '/api/v1/endpoint/:name/score' }

const combinedImage: ImageRoutes = {
  routes: [combinedScore, kubernetesScore, ...serverlessImage.routes, ...foundryImage.routes],
  fallback: serverlessImage.fallback,
}
