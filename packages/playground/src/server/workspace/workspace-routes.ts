import { AzureMLError, ConfigurationError, type TokenCredential } from '@azureml-endpoints/core'
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { describeSession } from '../endpoints/endpoint-routes.ts'
import type { Sessions } from '../endpoints/sessions.ts'

/** What the routes of the workspace need. */
export interface WorkspaceParts {
  /** Returns the identity that asks the control plane; throws if this server may not use it. */
  readonly credential: () => Promise<TokenCredential>
  readonly sessions: Sessions
}

/** Adds the routes that list the endpoints of a workspace and connect to one. */
export function addWorkspaceRoutes(app: Hono, { credential, sessions }: WorkspaceParts): void {
  app.post('/api/workspace/list', (context) =>
    explained(context, async () => {
      const { listChoices } = await import('./workspace.ts')
      return { endpoints: await listChoices(await credential(), context.req.raw.signal) }
    }),
  )
  app.post('/api/workspace/connect', (context) =>
    explained(context, async () => {
      const selection = selectionForm.parse(await context.req.json())
      const { connectChoice } = await import('./workspace.ts')
      const session = sessions.of(context)
      session.connect(await connectChoice(selection, await credential(), context.req.raw.signal))
      return describeSession(session)
    }),
  )
}

const selectionForm = z.object({
  endpointName: z.string().max(200),
  deploymentName: z.string().max(200).optional(),
})

/** Responds with what the control plane says is wrong. */
async function explained(context: Context, run: () => Promise<unknown>): Promise<Response> {
  try {
    return context.json(await run())
  } catch (error) {
    if (!AzureMLError.isInstance(error)) throw error
    return context.json({ message: error.message }, ConfigurationError.isInstance(error) ? 400 : 502)
  }
}
