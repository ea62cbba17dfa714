import { chatCompletions, textCompletions } from '../routes/chat-completions.ts'
import { foundryV1, modelInference, serverlessV1 } from '../openai-format/chat-dialect.ts'
import { foundryV1Gateway, modelMeshGateway } from '../gateways/foundry-gateway.ts'
import { serverlessGateway } from '../gateways/serverless-gateway.ts'
import { cohereChat, cohereEmbed } from '../cohere-format/first-version-routes.ts'
import { cohereChatV2, cohereEmbedV2, cohereRerank } from '../cohere-format/cohere-routes.ts'
import { embeddings } from '../routes/embeddings.ts'
import { formatAsCohere } from '../failures/cohere-errors.ts'
import { responses } from '../event-routes/responses.ts'
import { formatAsFastApi, formatAsOpenAI } from '../failures/gateway-errors.ts'
import { anthropicRoutes } from './anthropic-routes.ts'
import { checkFoundryChat } from './foundry-check.ts'
import { type ImageRoutes, type Backend, get, modelInfo, modelList, post } from './image-routes.ts'
import { checkModelInference } from './model-inference-check.ts'

const serverless: Backend = { gateway: serverlessGateway, formatFailure: formatAsFastApi }
const modelMesh: Backend = { gateway: modelMeshGateway, formatFailure: formatAsFastApi }
const cohere: Backend = { gateway: serverlessGateway, formatFailure: formatAsCohere }
const foundryCohere: Backend = { gateway: foundryV1Gateway, formatFailure: formatAsCohere }
const openAI: Backend = { gateway: foundryV1Gateway, formatFailure: formatAsOpenAI }

/** A serverless endpoint, `*.models.ai.azure.com`: the model-inference routes, also under `/v1`, and Cohere's own. */
export const serverlessImage: ImageRoutes = {
  routes: [
    post('/chat/completions', serverless, chatCompletions(modelInference, checkModelInference('error'))),
    post('/completions', serverless, textCompletions(modelInference, checkModelInference('error'))),
    post('/v1/chat/completions', serverless, chatCompletions(serverlessV1, checkModelInference('pass-through'))),
    post('/v1/completions', serverless, textCompletions(serverlessV1, checkModelInference('pass-through'))),
    post('/embeddings', serverless, embeddings, 'embedding'),
    post('/v1/embeddings', serverless, embeddings, 'embedding'),
    post('/images/embeddings', serverless, embeddings, 'embedding'),
    post('/v1/chat', serverless, cohereChat),
    post('/v1/embed', serverless, cohereEmbed, 'embedding'),
    post('/v1/rerank', cohere, cohereRerank('1'), 'nothing'),
    post('/v2/chat', cohere, cohereChatV2),
    post('/v2/embed', cohere, cohereEmbedV2, 'embedding'),
    post('/v2/rerank', cohere, cohereRerank('2'), 'nothing'),
    get('/info', serverless, modelInfo),
  ],
  fallback: serverless,
}

/** A Foundry resource, `*.services.ai.azure.com`: the old `/models` routes, OpenAI's under `/openai/v1`, Claude's and Cohere's. */
export const foundryImage: ImageRoutes = {
  routes: [
    post('/models/chat/completions', modelMesh, chatCompletions(modelInference, checkModelInference('error'))),
    post('/models/embeddings', modelMesh, embeddings, 'embedding'),
    post('/models/images/embeddings', modelMesh, embeddings, 'embedding'),
    post('/openai/v1/chat/completions', openAI, chatCompletions(foundryV1, checkFoundryChat)),
    post('/openai/v1/responses', openAI, responses),
    post('/openai/v1/embeddings', openAI, embeddings, 'embedding'),
    get('/openai/v1/models', openAI, modelList),
    ...anthropicRoutes,
    post('/providers/cohere/v2/chat', foundryCohere, cohereChatV2),
    post('/providers/cohere/v2/embed', foundryCohere, cohereEmbedV2, 'embedding'),
    post('/providers/cohere/v2/rerank', foundryCohere, cohereRerank('2'), 'nothing'),
  ],
  fallback: openAI,
}
