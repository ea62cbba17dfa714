import { Button, Group, PasswordInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { type ApiType, apiTypes } from '../../contract/playground-contract.ts'
import { setEndpoint } from '../api/playground-api.ts'
import { ownEndpointOf } from '../state/settings-slice.ts'
import { useFields } from '../state/use-fields.ts'
import { ProblemAlert } from '../problems/problem-alert.tsx'

/** What to do when the server has accepted the endpoint, or when the user cancels. */
export interface EndpointFormProps {
  readonly done: () => void
  /** Absent if there is no endpoint to keep. */
  readonly cancel?: (() => void) | undefined
}

/** The form for the user's own endpoint. The key is sent to the server once and then removed from the page. */
export function EndpointForm({ done, cancel }: EndpointFormProps): ReactNode {
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
      done()
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} aria-label="Your endpoint">
      <Stack gap="xs">
        <TextInput
          size="xs"
          label="Endpoint URL"
          description="With its path, as on the “Consume” tab"
          withAsterisk={false}
          required
          autoComplete="off"
          value={url}
          onChange={({ currentTarget }) => setUrl(currentTarget.value)}
        />
        <PasswordInput
          size="xs"
          label="API key"
          description="Stays in the server's memory"
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the API key' }}
          placeholder={session.endpoints.some((one) => one.url === url) ? 'Unchanged' : ''}
          value={key}
          onChange={({ currentTarget }) => setKey(currentTarget.value)}
        />
        <SimpleGrid cols={2} spacing="xs">
          <Select
            size="xs"
            label="API type"
            clearable
            clearButtonProps={{ 'aria-label': 'Clear the API type' }}
            placeholder="From the URL"
            data={[...apiTypes]}
            value={apiType}
            onChange={(value) => setApiType(value as ApiType | null)}
          />
          <TextInput
            size="xs"
            label="Deployment name"
            placeholder="By traffic rules"
            autoComplete="off"
            value={deploymentName}
            onChange={({ currentTarget }) => setDeploymentName(currentTarget.value)}
          />
        </SimpleGrid>
        {problem !== undefined && <ProblemAlert title="Invalid endpoint" text={problem} />}
        <Group gap="xs">
          <Button type="submit" size="xs">
            Use this endpoint
          </Button>
          {cancel && (
            <Button variant="default" size="xs" onClick={cancel}>
              Cancel
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
