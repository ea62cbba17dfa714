import { Button, Group, Paper, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { ConnectedEndpoint } from '../../contract/playground-contract.ts'
import { clearEndpoint } from '../api/playground-api.ts'
import { ownEndpointOf } from '../state/settings-slice.ts'
import { useFields } from '../state/use-fields.ts'
import { EndpointForm } from './endpoint-form.tsx'

/** The user's own endpoint: a summary while it is connected, so that the other settings stay in sight, or the form for it. */
export function OwnEndpoint(): ReactNode {
  const { settings, session, proposedEndpoint } = useFields('settings', 'session', 'proposedEndpoint')
  const [isEditing, setIsEditing] = useState(false)
  const connected = ownEndpointOf(settings, session)
  const stopEditing = (): void => setIsEditing(false)
  if (connected && !proposedEndpoint && !isEditing) {
    return <ConnectedSummary endpoint={connected} edit={() => setIsEditing(true)} />
  }
  return (
    <EndpointForm
      key={proposedEndpoint?.url ?? settings.endpointId ?? ''}
      done={stopEditing}
      cancel={isEditing && connected ? stopEditing : undefined}
    />
  )
}

interface ConnectedSummaryProps {
  readonly endpoint: ConnectedEndpoint
  readonly edit: () => void
}

function ConnectedSummary({ endpoint, edit }: ConnectedSummaryProps): ReactNode {
  const { setSession, changeSettings } = useFields('setSession', 'changeSettings')
  const { id, url, apiType, deploymentName } = endpoint
  const { host, pathname } = new URL(url)
  const disconnect = async (): Promise<void> => {
    const left = await clearEndpoint(id)
    setSession(left)
    changeSettings({ endpointId: left.endpoint?.id })
  }
  return (
    <Paper withBorder p="xs" radius="md">
      <Text size="sm" role="status" className="wrapped">
        Using {host} ({apiType}).
      </Text>
      <Text size="xs" c="dimmed" className="wrapped">
        {pathname}
        {deploymentName === undefined ? '' : ` · ${deploymentName}`}
      </Text>
      <Group gap="xs" mt="xs">
        <Button variant="default" size="compact-xs" onClick={edit}>
          Change
        </Button>
        <Button variant="default" size="compact-xs" onClick={() => void disconnect()}>
          Disconnect
        </Button>
      </Group>
    </Paper>
  )
}
