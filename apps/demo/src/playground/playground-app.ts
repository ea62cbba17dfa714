import { AzureMLEndpointClient, ConfigurationError } from '@azureml-endpoints/core'
import { safeValidateUIMessages } from 'ai'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { z } from 'zod'
import { type Asked, answerPage } from './chat/chat-route.ts'
import type { PlaygroundMessage, PlaygroundSession } from '../contract/playground-contract.ts'
import { toChatRequest } from './chat/conversation.ts'
import type { EmbeddedEndpoint } from './endpoints/embedded-endpoint.ts'
import { chooseFormatter, formatterChoices } from './formats/formatter-choices.ts'
import type { PageFile } from './page-files.ts'
import { previewFormats } from './formats/format-previews.ts'
import { sameOrigin } from './same-origin.ts'
import { type Session, Sessions } from './endpoints/sessions.ts'

/** What the application stands on. */
export interface PlaygroundParts {
  readonly page: ReadonlyMap<string, PageFile>
  readonly embedded: EmbeddedEndpoint
  /** Tells its cookie from that of other servers on this host. */
  readonly name: string
  /** The endpoint that a page begins with. @default the embedded one */
  readonly endpoint?: Session['endpoint']
}

/** Makes the HTTP application of the playground. */
export function playgroundApp({ page, embedded, name, endpoint }: PlaygroundParts): Hono {
  const sessions = new Sessions(name, endpoint)
  const app = new Hono()
  app.use(sameOrigin())
  app.use(secureHeaders({ contentSecurityPolicy, strictTransportSecurity: false }))
  app.use(bodyLimit({ maxSize: longestBody, onError: refuseLongBody }))
  app.onError((error, context) => {
    const message = explainBadRequest(error)
    return context.json({ message: message ?? 'The playground failed.' }, message === undefined ? 500 : 400)
  })
  app.notFound((context) => context.json({ message: 'There is nothing at this address. Open /.' }, 404))

  app.get('/api/session', (context) => context.json(describe(sessions.of(context))))
  app.put('/api/endpoint', async (context) => {
    const session = sessions.of(context)
    session.endpoint = checkEndpoint(await context.req.json(), session)
    return context.json(describe(session))
  })
  app.delete('/api/endpoint', (context) => {
    const session = sessions.of(context)
    session.endpoint = undefined
    return context.json(describe(session))
  })
  app.post('/api/chat', async (context) => {
    return answerPage(await readAsked(await context.req.json()), sessions.of(context), embedded, context.req.raw.signal)
  })
  app.post('/api/previews', async (context) => {
    const { messages, settings } = await readAsked(await context.req.json())
    const url = new URL(sessions.of(context).endpoint?.url ?? 'http://127.0.0.1/v1/chat/completions')
    return context.json(previewFormats(await toChatRequest(messages, settings), settings, url))
  })
  app.get('*', (context) => {
    const file = page.get(context.req.path)
    return file ? context.body(file.content, 200, { 'content-type': file.type }) : context.notFound()
  })
  return app
}

const longestBody = 32 * 1024 * 1024

function refuseLongBody(context: Context): Response {
  const message = `The request is longer than ${longestBody / 1024 / 1024} MiB. Send a smaller picture, or a shorter conversation.`
  return context.json({ message }, 413)
}

/** Says what is wrong with a request, where the error is the caller's. */
function explainBadRequest(error: Error): string | undefined {
  if (error instanceof RangeError) return 'The request nests too deeply. Send JSON with fewer levels.'
  const ours = error instanceof ConfigurationError || error instanceof z.ZodError || error instanceof SyntaxError
  return ours ? error.message.slice(0, longestMessage) : undefined
}

/** A validator repeats what it was sent, each wrong item with a sentence of its own. */
const longestMessage = 2_000

/** The page reaches this server only, whatever an answer holds. */
const contentSecurityPolicy = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  connectSrc: ["'self'"],
  frameAncestors: ["'none'"],
  formAction: ["'none'"],
  baseUri: ["'none'"],
}

function describe({ endpoint }: Session): PlaygroundSession {
  const formatters = formatterChoices.map(({ summary }) => summary)
  if (!endpoint) return { formatters }
  const { url, apiType, deploymentName } = endpoint
  return { formatters, endpoint: { url, apiType, deploymentName } }
}

const endpointForm = z.object({
  url: z.string().max(8_192),
  apiType: z.enum(['dedicated', 'serverless']).optional(),
  key: z.string().max(8_192),
  deploymentName: z.string().max(1_000).optional(),
  formatter: z.string(),
})

/** Takes what the form holds, if a client can be made of it; an empty key keeps the one there is for that URL. */
function checkEndpoint(form: unknown, session: Session): Session['endpoint'] {
  const { url, apiType, key: given, deploymentName, formatter } = endpointForm.parse(form)
  const key = given === '' && session.endpoint?.url === url ? session.endpoint.key : given
  const client = new AzureMLEndpointClient({
    endpointUrl: url,
    endpointApiType: apiType,
    endpointApiKey: key,
    deploymentName,
    contentFormatter: chooseFormatter(formatter).formatter,
  })
  return { url, apiType: client.apiType, key, deploymentName }
}

const settingsForm = z.object({
  endpoint: z.enum(['embedded', 'own']),
  apiType: z.enum(['dedicated', 'serverless']),
  formatter: z.string(),
  entryPoint: z.enum(['core', 'LangChain', 'AI SDK']),
  system: z.string(),
  temperature: z.number().optional(),
  maxTokens: z.number().optional(),
  reasoningEffort: z.enum(['low', 'medium', 'high']).optional(),
  tools: z.boolean(),
  schema: z.string(),
  mishap: z.enum(['none', 'overloaded', 'wrong-key', 'model-error', 'broken-stream']),
})

async function readAsked(body: unknown): Promise<Asked> {
  const { messages, settings } = z.object({ messages: z.array(z.unknown()), settings: settingsForm }).parse(body)
  const valid = await safeValidateUIMessages<PlaygroundMessage>({ messages })
  if (!valid.success) throw new ConfigurationError(valid.error.message, { setting: 'messages' })
  const files = valid.data.flatMap(({ parts }) => parts.filter((part) => part.type === 'file'))
  if (files.some(({ url }) => !url.startsWith('data:'))) {
    throw new ConfigurationError('A picture has to be in the message itself; the playground fetches no URL.')
  }
  return { messages: valid.data, settings }
}
