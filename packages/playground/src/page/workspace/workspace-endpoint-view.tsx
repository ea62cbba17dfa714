import { Button, Group, Select, Text, VisuallyHidden } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { WorkspaceChoice } from '../../contract/workspace-contract.ts'
import { connectToWorkspace } from '../api/workspace-api.ts'
import { useStore } from '../state/store.ts'

/** An endpoint of the workspace. */
export interface WorkspaceEndpointProps {
  readonly endpoint: WorkspaceChoice
  readonly close: () => void
  readonly fail: (problem: string) => void
}

/** An endpoint of the workspace, its deployments, and the button that connects to it. */
export function WorkspaceEndpointView({ endpoint, close, fail }: WorkspaceEndpointProps): ReactNode {
  const { name, kind, state, authMode, apiType, deployments } = endpoint
  const [deploymentName, setDeploymentName] = useState<string | null>(null)
  const [isConnecting, setIsConnecting] = useState(false)
  const connect = async (): Promise<void> => {
    setIsConnecting(true)
    try {
      const session = await connectToWorkspace({ endpointName: name, deploymentName: deploymentName ?? undefined })
      takeOver(session, formatterOf(endpoint, deploymentName))
      close()
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error))
    } finally {
      setIsConnecting(false)
    }
  }
  return (
    <section className="workspace-endpoint" aria-label={name}>
      <Text fw={600} size="sm" className="wrapped">
        {name}
      </Text>
      <Text size="xs" c="dimmed">
        {[kind, apiType, authMode, state].filter(Boolean).join(' · ')}
      </Text>
      <Group gap="xs" mt={4} align="end">
        {deployments.length > 0 && (
          <Select
            size="xs"
            aria-label={`Deployment of ${name}`}
            placeholder="By traffic rules"
            clearable
            data={deployments.map((one) => ({ value: one.name, label: `${one.name} (${one.traffic} %)` }))}
            value={deploymentName}
            onChange={setDeploymentName}
          />
        )}
        <Button size="xs" loading={isConnecting} disabled={state !== 'Succeeded'} onClick={() => void connect()}>
          Connect
          <VisuallyHidden> to {name}</VisuallyHidden>
        </Button>
      </Group>
    </section>
  )
}

function takeOver(session: Awaited<ReturnType<typeof connectToWorkspace>>, formatter: string | undefined): void {
  const { setSession, changeSettings, changeKeeping } = useStore.getState()
  setSession(session)
  changeKeeping({ proposedEndpoint: undefined })
  const { endpoint } = session
  if (!endpoint) return
  const selected = { endpoint: 'own', endpointId: endpoint.id, apiType: endpoint.apiType } as const
  changeSettings({ ...selected, ...(formatter !== undefined && { formatter }) })
}

/** The formatter of the chosen deployment, or of the one with most of the traffic. */
function formatterOf({ deployments, formatter }: WorkspaceChoice, chosen: string | null): string | undefined {
  const [first] = deployments.toSorted((one, other) => other.traffic - one.traffic)
  return (deployments.find(({ name }) => name === chosen) ?? first)?.formatter ?? formatter
}
