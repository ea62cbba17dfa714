import { jsonAnswer } from './answer.ts'
import { chatCompletions, textCompletions } from './chat-completions.ts'
import * as dialects from './chat-dialect.ts'
import { embeddings } from './embeddings.ts'
import type { Exchange, Route } from './exchange.ts'
import * as explain from './explain-failure.ts'
import { foundryV1Front, modelMeshFront } from './foundry-front.ts'
import type { Explain, Front } from './front.ts'
import { managedFront } from './managed-front.ts'
import { checkModelInference } from './model-inference-check.ts'
import type { EndpointImage } from './options.ts'
import { score } from './score.ts'
import { serverlessFront } from './serverless-front.ts'

/** The routes of an image, and what answers where there is no route. */
export interface ImageRoutes {
  readonly routes: readonly Route[]
  readonly elsewhere: { readonly front: Front; readonly explain: Explain }
}

type Handler = Route['answer']

/** Finds the routes of an image; without one, the faces of dedicated and serverless endpoints side by side. */
export function routesOf(image: EndpointImage | undefined): ImageRoutes {
  if (image === undefined) return sideBySide
  return sideBySide
}

function post(path: string, front: Front, words: Explain, answer: Handler, gives?: Route['gives']): Route {
  return { method: 'POST', path, front, explain: words, answer, gives }
}

async function info({ deployment }: Exchange): ReturnType<Handler> {
  const { model = 'azureml-emulator' } = deployment.model
  return jsonAnswer(200, { model_name: model, model_type: 'chat-completion', model_provider_name: 'endpoint-emulator' })
}

const serverlessRoutes: readonly Route[] = [
  post(
    '/chat/completions',
    serverlessFront,
    explain.explainAsFastApi,
    chatCompletions(dialects.modelInference, checkModelInference('error')),
  ),
  post(
    '/completions',
    serverlessFront,
    explain.explainAsFastApi,
    textCompletions(dialects.modelInference, checkModelInference('error')),
  ),
  post(
    '/v1/chat/completions',
    serverlessFront,
    explain.explainAsFastApi,
    chatCompletions(dialects.serverlessV1, checkModelInference('pass-through')),
  ),
  post(
    '/v1/completions',
    serverlessFront,
    explain.explainAsFastApi,
    textCompletions(dialects.serverlessV1, checkModelInference('pass-through')),
  ),
  ...['/embeddings', '/v1/embeddings', '/images/embeddings'].map((path) =>
    post(path, serverlessFront, explain.explainAsFastApi, embeddings, 'embedding'),
  ),
  {
    method: 'GET',
    path: '/info',
    front: serverlessFront,
    explain: explain.explainAsFastApi,
    answer: info,
    gives: 'nothing',
  },
]

const foundryRoutes: readonly Route[] = [
  post(
    '/models/chat/completions',
    modelMeshFront,
    explain.explainAsFastApi,
    chatCompletions(dialects.modelInference, checkModelInference('error')),
  ),
  post('/models/embeddings', modelMeshFront, explain.explainAsFastApi, embeddings, 'embedding'),
  post('/models/images/embeddings', modelMeshFront, explain.explainAsFastApi, embeddings, 'embedding'),
  post('/openai/v1/chat/completions', foundryV1Front, explain.explainAsOpenAI, chatCompletions(dialects.foundryV1)),
  post('/openai/v1/embeddings', foundryV1Front, explain.explainAsOpenAI, embeddings, 'embedding'),
]

const sideBySide: ImageRoutes = {
  routes: [
    post('/score', managedFront, explain.explainAsFoundation, score({ envelope: 'rich' })),
    ...serverlessRoutes,
    ...foundryRoutes,
  ],
  elsewhere: { front: serverlessFront, explain: explain.explainAsFastApi },
}
