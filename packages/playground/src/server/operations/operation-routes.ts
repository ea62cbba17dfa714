import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { Operation } from '../../contract/operation-contract.ts'
import type { EntryPoint, PlaygroundSettings } from '../../contract/playground-contract.ts'
import { settingsSchema } from '../../contract/settings-schema.ts'
import type { Reachable } from '../endpoints/endpoint-address.ts'
import { type DraftCall, draftRequest } from '../endpoints/request-draft.ts'
import { embed } from './embed.ts'
import { rerank } from './rerank.ts'
import { type OperationClient, runOperation } from './run-operation.ts'

/** Adds the routes for embeddings and reranking: to run them, and for the requests that core would send. */
export function addOperationRoutes(app: Hono, reachableFrom: (context: Context) => Reachable): void {
  addRoutes(app, reachableFrom, { operation: 'embeddings', form: embeddingsForm, clients: embed })
  addRoutes(app, reachableFrom, { operation: 'reranking', form: rerankingForm, clients: rerank })
}

interface OperationParts<Request, Result> {
  readonly operation: Operation
  readonly form: z.ZodType<Request>
  readonly clients: Readonly<Record<EntryPoint, OperationClient<Request, Result>>>
}

function addRoutes<Request extends { readonly settings: PlaygroundSettings }, Result>(
  app: Hono,
  reachableFrom: (context: Context) => Reachable,
  { operation, form, clients }: OperationParts<Request, Result>,
): void {
  app.post(`/api/${operation}`, async (context) => {
    const request = form.parse(await context.req.json())
    const { signal } = context.req.raw
    return context.json(await runOperation({ operation, clients, request, reachable: reachableFrom(context), signal }))
  })
  app.post(`/api/request/${operation}`, async (context) => {
    const request = form.parse(await context.req.json())
    const { signal } = context.req.raw
    const call: DraftCall = { operation, send: (to) => clients.core(request, to, signal) }
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
