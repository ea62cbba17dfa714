import { AzureMLEndpointClient, ConfigurationError, type TokenCredential } from '@azureml-endpoints/core'
import { safeValidateUIMessages } from 'ai'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { z } from 'zod'
import { type PageRequest, streamAnswer } from './chat/chat-route.ts'
import type { PlaygroundMessage } from '../contract/playground-contract.ts'
import { settingsSchema } from '../contract/settings-schema.ts'
import { toChatRequest } from './chat/conversation.ts'
import type { EmbeddedEndpoint } from './endpoints/embedded-endpoint.ts'
import { addEndpointRoutes } from './endpoints/endpoint-routes.ts'
import type { PageFile } from './page-files.ts'
import { previewFormats } from './formats/format-previews.ts'
import { type DraftCall, draftRequest } from './endpoints/request-draft.ts'
import { addOperationRoutes } from './operations/operation-routes.ts'
import { sameOrigin } from './same-origin.ts'
import { addWorkspaceRoutes } from './workspace/workspace-routes.ts'
import { type InitialEndpoint, Sessions } from './endpoints/sessions.ts'

/** What the application needs. */
export interface PlaygroundParts {
  readonly page: ReadonlyMap<string, PageFile>
  readonly embedded: EmbeddedEndpoint
  /** Returns the identity that lists a workspace; throws if this server may not use it. */
  readonly credential: () => Promise<TokenCredential>
  /** Distinguishes its cookie from those of other servers on this host. */
  readonly name: string
  /** The initial endpoint of a session. @default the embedded one */
  readonly endpoint?: InitialEndpoint | undefined
}

/** Makes the HTTP application of the playground. */
export function playgroundApp({ page, embedded, name, endpoint, credential }: PlaygroundParts): Hono {
  const sessions = new Sessions(name, endpoint)
  const app = new Hono()
  app.use(sameOrigin())
  app.use(secureHeaders({ contentSecurityPolicy, strictTransportSecurity: false }))
  app.use(bodyLimit({ maxSize: maxBodyBytes, onError: rejectLongBody }))
  app.onError((error, context) => {
    const message = explainBadRequest(error)
    return context.json(
      { message: message ?? 'The playground failed unexpectedly.' },
      message === undefined ? 500 : 400,
    )
  })
  app.notFound((context) => context.json({ message: 'Page not found. Open /.' }, 404))

  addEndpointRoutes(app, sessions)
  app.post('/api/chat', async (context) => {
    const reachable = { session: sessions.of(context), embedded }
    return streamAnswer(await parsePageRequest(await context.req.json()), reachable, context.req.raw.signal)
  })
  app.post('/api/previews', async (context) => {
    const { messages, settings } = await parsePageRequest(await context.req.json())
    const url = new URL(sessions.of(context).find(settings.endpointId)?.url ?? 'http://127.0.0.1/v1/chat/completions')
    return context.json(previewFormats(await toChatRequest(messages, settings), settings, url))
  })
  app.post('/api/request/chat', async (context) => {
    const { messages, settings } = await parsePageRequest(await context.req.json())
    const request = await toChatRequest(messages, settings)
    const call: DraftCall = { operation: 'chat', send: (to) => new AzureMLEndpointClient(to).stream(request).next() }
    return context.json(await draftRequest(call, settings, sessions.of(context)))
  })
  addWorkspaceRoutes(app, { credential, sessions })
  addOperationRoutes(app, (context) => ({ session: sessions.of(context), embedded }))
  app.get('*', (context) => {
    const file = page.get(context.req.path)
    return file ? context.body(file.content, 200, { 'content-type': file.type }) : context.notFound()
  })
  return app
}

const maxBodyBytes = 32 * 1024 * 1024

function rejectLongBody(context: Context): Response {
  const message = `The request is longer than ${maxBodyBytes / 1024 / 1024} MiB. Send a smaller image or a shorter conversation.`
  return context.json({ message }, 413)
}

/** Explains a request error; returns `undefined` if the error is not the caller's fault. */
function explainBadRequest(error: Error): string | undefined {
  if (error instanceof RangeError) return 'The request is nested too deeply. Send JSON with fewer levels.'
  const ours = ConfigurationError.isInstance(error) || error instanceof z.ZodError || error instanceof SyntaxError
  return ours ? error.message.slice(0, maxMessageLength) : undefined
}

/** Limits the messages of validators, which list every invalid item. */
const maxMessageLength = 2_000

/** Lets the page connect to this server only, whatever a response contains. */
const contentSecurityPolicy = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  mediaSrc: ['data:', 'blob:'],
  connectSrc: ["'self'"],
  frameAncestors: ["'none'"],
  formAction: ["'none'"],
  baseUri: ["'none'"],
}

async function parsePageRequest(body: unknown): Promise<PageRequest> {
  const { messages, settings } = z.object({ messages: z.array(z.unknown()), settings: settingsSchema }).parse(body)
  const valid = await safeValidateUIMessages<PlaygroundMessage>({ messages })
  if (!valid.success) throw new ConfigurationError(valid.error.message, { setting: 'messages' })
  const files = valid.data.flatMap(({ parts }) => parts.filter((part) => part.type === 'file'))
  if (files.some(({ url }) => !url.startsWith('data:'))) {
    throw new ConfigurationError(
      'A file must be part of the message as a data: URL. The playground does not fetch other URLs.',
    )
  }
  return { messages: valid.data, settings }
}
