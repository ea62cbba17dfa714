import { chatCompletions, textCompletions } from '../routes/chat-completions.ts'
import { engineRoutes, foundationRoutes, modelInference, proxiedEngineRoutes } from '../openai-format/chat-dialect.ts'
import { managedGateway } from '../gateways/managed-gateway.ts'
import type { Exchange, Route } from '../routes/exchange.ts'
import { embeddings } from '../routes/embeddings.ts'
import {
  formatAsEngine,
  formatAsFoundation,
  formatAsInferenceServer,
  formatAsPromptFlow,
} from '../failures/container-errors.ts'
import { ModelFailure } from '../failures/failure.ts'
import { checkFoundationChat } from './foundation-check.ts'
import { type ImageRoutes, type Backend, get, modelInfo, modelList, post } from './image-routes.ts'
import { checkModelInference } from './model-inference-check.ts'
import { scoreFlow } from '../routes/prompt-flow.ts'
import { score } from '../routes/score.ts'
import { formatAsTgi } from '../failures/tgi-errors.ts'
import { textResponse } from '../http/response.ts'
import { textGeneration } from '../routes/text-generation-inference.ts'

const inferenceServer: Backend = { gateway: managedGateway, formatFailure: formatAsInferenceServer }
const foundation: Backend = { gateway: managedGateway, formatFailure: formatAsFoundation }
const engine: Backend = { gateway: managedGateway, formatFailure: formatAsEngine }
const tgi: Backend = { gateway: managedGateway, formatFailure: formatAsTgi }
const promptFlow: Backend = { gateway: managedGateway, formatFailure: formatAsPromptFlow }

/** `/score` as most callers expect it: the rich envelope, and any of the token limit parameters. */
export const combinedScore: Route = post('/score', foundation, score({ envelope: 'rich' }))

/** The image `foundation-model-inference`: `{output}` alone, and the Python inference server's errors. */
export const classicImage: ImageRoutes = {
  routes: [
    post(
      '/score',
      inferenceServer,
      score({ envelope: 'output', limit: 'max_new_tokens', prefix: ' ', textOnly: true }),
    ),
    post('/chat/completions', inferenceServer, chatCompletions(modelInference, checkModelInference('error'))),
    post('/completions', inferenceServer, textCompletions(modelInference, checkModelInference('error'))),
    post('/embeddings', inferenceServer, embeddings, 'embedding'),
    get('/info', inferenceServer, modelInfo),
    get('/', inferenceServer, () => 'Healthy'),
  ].map(rejectLongRequestIds),
  fallback: inferenceServer,
}

/** The image `foundation-model-serve`: rich envelopes, its own routes, and a proxy to the engine's; sends every stream in one burst. */
export const foundationImage: ImageRoutes = {
  routes: [
    post('/score', foundation, score({ envelope: 'rich', limit: 'max_tokens' })),
    post('/chat/completions', foundation, chatCompletions(foundationRoutes, checkFoundationChat)),
    post('/completions', foundation, textCompletions(foundationRoutes)),
    post('/v1/chat/completions', engine, chatCompletions(proxiedEngineRoutes)),
    post('/v1/completions', engine, textCompletions(proxiedEngineRoutes)),
    post('/v1/embeddings', engine, embeddings, 'embedding'),
    get('/v1/models', engine, modelList),
    get('/', foundation, () => ({ status: 'healthy' })),
  ],
  fallback: engine,
}

/** Models of the Hugging Face collection: the engine's own routes, as in vLLM, SGLang or TGI, and those that only TGI has. */
export const huggingFaceImage: ImageRoutes = {
  routes: [
    post('/v1/chat/completions', engine, chatCompletions(engineRoutes)),
    post('/v1/completions', engine, textCompletions(engineRoutes)),
    post('/v1/embeddings', engine, embeddings, 'embedding'),
    post('/', tgi, textGeneration({ streams: 'asked' })),
    post('/invocations', tgi, textGeneration({ streams: 'asked' })),
    post('/generate', tgi, textGeneration({ streams: 'never' })),
    post('/generate_stream', tgi, textGeneration({ streams: 'always' })),
    get('/v1/models', engine, modelList),
    get('/health', engine, () => ({ status: 'ok' })),
    { method: 'GET', path: '/', ...tgi, produces: 'nothing', handle: async () => textResponse(200, '') },
  ],
  fallback: engine,
}

/** A prompt flow behind `/score`. */
export const promptFlowImage: ImageRoutes = {
  routes: [post('/score', promptFlow, scoreFlow), get('/health', promptFlow, () => ({ status: 'Healthy' }))],
  fallback: promptFlow,
}

/** The Python inference server rejects request ids of more than 100 characters. */
function rejectLongRequestIds(route: Route): Route {
  const handle = (exchange: Exchange): ReturnType<Route['handle']> => {
    const { 'x-ms-client-request-id': client = '', 'x-ms-request-id': older = '' } = exchange.request.headers
    if (client.length > 100 || older.length > 100) throw new ModelFailure({ kind: 'request-id-too-long' })
    return route.handle(exchange)
  }
  return { ...route, handle: async (exchange) => handle(exchange) }
}
