import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import type { Hono } from 'hono'
import { z } from 'zod'
import { apiTypes, type PlaygroundSession } from '../../contract/playground-contract.ts'
import { findFormatter, formatterChoices } from '../formats/formatter-choices.ts'
import type { KeyedEndpoint, Session, Sessions } from './sessions.ts'

/** Adds the routes that describe a session, and that set and remove its endpoints. */
export function addEndpointRoutes(app: Hono, sessions: Sessions): void {
  app.get('/api/session', (context) => context.json(describeSession(sessions.of(context))))
  app.put('/api/endpoint', async (context) => {
    const session = sessions.of(context)
    session.connect(checkEndpoint(await context.req.json(), session))
    return context.json(describeSession(session))
  })
  app.delete('/api/endpoint', async (context) => {
    const session = sessions.of(context)
    session.disconnect(z.object({ id: z.string().optional() }).parse(await context.req.json()).id)
    return context.json(describeSession(session))
  })
}

/** Describes a session for the page, without any key. */
export function describeSession({ endpoints, proposal }: Session): PlaygroundSession {
  const formatters = formatterChoices.map(({ summary }) => summary)
  const named = endpoints.map(({ id, url, apiType, deploymentName }) => ({ id, url, apiType, deploymentName }))
  return { formatters, endpoint: named[0], endpoints: named, proposal }
}

const endpointForm = z.object({
  url: z.string().max(8_192),
  apiType: z.enum(apiTypes).optional(),
  key: z.string().max(8_192),
  deploymentName: z.string().max(1_000).optional(),
  formatter: z.string(),
})

/** Validates the endpoint form by creating a client; an empty key keeps the one that the session has for the URL. */
function checkEndpoint(form: unknown, session: Session): Omit<KeyedEndpoint, 'id'> {
  const { url, apiType, key: given, deploymentName, formatter } = endpointForm.parse(form)
  const known = session.endpoints.find((one) => one.url === url)
  const key = given === '' && known ? known.key : given
  const client = new AzureMLEndpointClient({
    endpointUrl: url,
    endpointApiType: apiType,
    endpointApiKey: key,
    deploymentName,
    contentFormatter: findFormatter(formatter).formatter,
  })
  return { url, apiType: client.apiType, key, deploymentName }
}
