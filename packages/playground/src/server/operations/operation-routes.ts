import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { settingsSchema } from '../../contract/settings-schema.ts'
import type { Reachable } from '../endpoints/endpoint-address.ts'
import { type DraftCall, draftRequest } from '../endpoints/request-draft.ts'
import { embed } from './embed.ts'
import { rerank } from './rerank.ts'
import { runOperation } from './run-operation.ts'

/** Adds the routes for embeddings and reranking: to run them, and for the requests that core would send. */
export function addOperationRoutes(app: Hono, reachableFrom: (context: Context) => Reachable): void {
  app.post('/api/embeddings', async (context) => {
    const request = embeddingsForm.parse(await context.req.json())
    const from = { reachable: reachableFrom(context), signal: context.req.raw.signal }
    return context.json(await runOperation({ operation: 'embeddings', clients: embed, request, ...from }))
  })
  app.post('/api/reranking', async (context) => {
    const request = rerankingForm.parse(await context.req.json())
    const from = { reachable: reachableFrom(context), signal: context.req.raw.signal }
    return context.json(await runOperation({ operation: 'reranking', clients: rerank, request, ...from }))
  })
  app.post('/api/request/embeddings', async (context) => {
    const request = embeddingsForm.parse(await context.req.json())
    const call: DraftCall = { operation: 'embeddings', send: (to) => embed.core(request, to, context.req.raw.signal) }
    return context.json(await draftRequest(call, request.settings, reachableFrom(context).session))
  })
  app.post('/api/request/reranking', async (context) => {
    const request = rerankingForm.parse(await context.req.json())
    const call: DraftCall = { operation: 'reranking', send: (to) => rerank.core(request, to, context.req.raw.signal) }
    return context.json(await draftRequest(call, request.settings, reachableFrom(context).session))
  })
}

const texts = z.array(z.string()).max(2_048)

const embeddingsForm = z.object({
  settings: settingsSchema,
  values: texts,
  dimensions: z.number().optional(),
  inputType: z.string().max(100).optional(),
})

const rerankingForm = z.object({
  settings: settingsSchema,
  query: z.string(),
  documents: texts,
  topN: z.number().optional(),
})
