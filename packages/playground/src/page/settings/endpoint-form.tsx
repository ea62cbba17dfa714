import { Alert, Button, Group, PasswordInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { ApiType } from '../../contract/playground-contract.ts'
import { clearEndpoint, setEndpoint } from '../api/playground-api.ts'
import { ownEndpointOf } from '../state/settings-slice.ts'
import { useFields } from '../state/use-fields.ts'

/** The form for the user's own endpoint. The key is sent to the server once and then removed from the page. */
export function EndpointForm(): ReactNode {
  const { settings, changeSettings, session, setSession, changeKeeping, proposedEndpoint } = useFields(
    'settings',
    'changeSettings',
    'session',
    'setSession',
    'changeKeeping',
    'proposedEndpoint',
  )
  const connected = ownEndpointOf(settings, session)
  const initial = proposedEndpoint ?? connected ?? session.proposal
  const [url, setUrl] = useState(initial?.url ?? '')
  const [key, setKey] = useState('')
  const [apiType, setApiType] = useState<ApiType | null>(initial?.apiType ?? null)
  const [deploymentName, setDeploymentName] = useState(initial?.deploymentName ?? '')
  const [problem, setProblem] = useState<string>()

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    try {
      const form = { url, key, apiType: apiType ?? undefined, formatter: settings.formatter }
      const named = await setEndpoint({ ...form, deploymentName: deploymentName || undefined })
      setSession(named)
      setKey('')
      setProblem(undefined)
      changeKeeping({ proposedEndpoint: undefined })
      if (named.endpoint) changeSettings({ apiType: named.endpoint.apiType, endpointId: named.endpoint.id })
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  const disconnect = async (id: string): Promise<void> => {
    const left = await clearEndpoint(id)
    setSession(left)
    changeSettings({ endpointId: left.endpoint?.id })
  }

  return (
    <form onSubmit={(event) => void submit(event)} aria-label="Your endpoint">
      <Stack gap="xs">
        <TextInput
          size="xs"
          label="Endpoint URL"
          description="The full invocation URL, including the path"
          required
          autoComplete="off"
          value={url}
          onChange={({ currentTarget }) => setUrl(currentTarget.value)}
        />
        <PasswordInput
          size="xs"
          label="API key"
          description="Kept in the server's memory, for this browser session only"
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the API key' }}
          placeholder={session.endpoints.some((one) => one.url === url) ? 'Unchanged' : ''}
          value={key}
          onChange={({ currentTarget }) => setKey(currentTarget.value)}
        />
        <Select
          size="xs"
          label="API type"
          clearable
          clearButtonProps={{ 'aria-label': 'Clear the API type' }}
          placeholder="Detected from the URL"
          data={['dedicated', 'serverless']}
          value={apiType}
          onChange={(value) => setApiType(value as ApiType | null)}
        />
        <TextInput
          size="xs"
          label="Deployment name"
          placeholder="Selected by the traffic rules"
          autoComplete="off"
          value={deploymentName}
          onChange={({ currentTarget }) => setDeploymentName(currentTarget.value)}
        />
        {problem !== undefined && (
          <Alert color="red" variant="outline" title="Invalid endpoint" role="alert">
            {problem}
          </Alert>
        )}
        {connected && problem === undefined && (
          <Text size="sm" role="status">
            Using {new URL(connected.url).host} ({connected.apiType}).
          </Text>
        )}
        <Group gap="xs">
          <Button type="submit" size="xs">
            Use this endpoint
          </Button>
          {connected && (
            <Button variant="default" size="xs" onClick={() => void disconnect(connected.id)}>
              Disconnect
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
