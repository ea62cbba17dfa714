import { Alert, Button, Group, Modal, Stack, Table, Text } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import type { OwnEndpoint, PlaygroundSession } from '../../contract/playground-contract.ts'
import { applySettings, connectedEndpoint } from '../history/kept-settings.ts'
import { holdsSettings, parseSettingsLink } from '../sharing/settings-link.ts'
import type { SharedSettings } from '../storage/shared-settings.ts'
import { useFields } from '../state/use-fields.ts'
import { settingsChanges } from './settings-changes.ts'
import { ProblemAlert } from '../problems/problem-alert.tsx'

/** Asks before it takes over the settings of the link that opened the page. */
export function LinkPrompt(): ReactNode {
  const { shared, problem, close } = useLink()
  return (
    <Modal
      opened={shared !== undefined || problem !== undefined}
      onClose={close}
      size="lg"
      title={problem === undefined ? 'Apply the settings of this link?' : 'This link cannot be opened'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {problem !== undefined && <ProblemAlert text={problem} />}
      {shared && <Question shared={shared} close={close} />}
    </Modal>
  )
}

interface OpenedLink {
  readonly shared?: SharedSettings | undefined
  readonly problem?: string | undefined
}

function useLink(): OpenedLink & { readonly close: () => void } {
  const [link, setLink] = useState<OpenedLink>({})
  useEffect(() => {
    const open = (): void => void takeLink().then((taken) => taken && setLink(taken))
    open()
    window.addEventListener('hashchange', open)
    return () => window.removeEventListener('hashchange', open)
  }, [])
  return { ...link, close: () => setLink({}) }
}

/** Takes the settings out of the address, so that a reload does not ask again. */
async function takeLink(): Promise<OpenedLink | undefined> {
  const { hash, pathname, search } = window.location
  if (!holdsSettings(hash)) return undefined
  window.history.replaceState(undefined, '', pathname + search)
  try {
    return { shared: await parseSettingsLink(hash) }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

interface QuestionProps {
  readonly shared: SharedSettings
  readonly close: () => void
}

function Question({ shared, close }: QuestionProps): ReactNode {
  const { settings, session } = useFields('settings', 'session')
  const changes = settingsChanges(settings, shared)
  return (
    <Stack gap="md">
      {shared.endpoint && <EndpointNotice endpoint={shared.endpoint} session={session} />}
      {changes.length === 0 ? (
        <Text size="sm">It changes none of your settings.</Text>
      ) : (
        <Table.ScrollContainer
          minWidth={240}
          maxHeight="min(45vh, 13rem)"
          scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
        >
          <Table verticalSpacing={6} fz="sm" layout="fixed" className="changes">
            <Table.Thead>
              <Table.Tr>
                <Table.Th w="28%">Setting</Table.Th>
                <Table.Th w="27%">Current</Table.Th>
                <Table.Th>New</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {changes.map(({ label, before, after }) => (
                <Table.Tr key={label}>
                  <Table.Th scope="row">{label}</Table.Th>
                  <Table.Td className="wrapped">{before}</Table.Td>
                  <Table.Td className="wrapped">{after}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" data-autofocus onClick={close}>
          Keep mine
        </Button>
        <Button onClick={() => (applySettings(shared), close())}>Apply</Button>
      </Group>
    </Stack>
  )
}

interface EndpointNoticeProps {
  readonly endpoint: OwnEndpoint
  readonly session: PlaygroundSession
}

/** Says which endpoint the link names. Whoever made the link chose the endpoint, perhaps to collect the key. */
function EndpointNotice({ endpoint, session }: EndpointNoticeProps): ReactNode {
  if (connectedEndpoint(endpoint, session)) {
    return <Text size="sm">The link is for your endpoint {new URL(endpoint.url).host}, which is connected.</Text>
  }
  return (
    <Alert color="red" variant="outline" title="The link names an endpoint that is not yours">
      <Text size="sm" className="wrapped">
        {endpoint.url}
        {endpoint.deploymentName === undefined ? '' : `, deployment ${endpoint.deploymentName}`}
      </Text>
      <Text size="sm" mt="xs">
        Nothing is sent to it until you enter a key for it. Do that only if you know the endpoint: its owner sees the
        key and everything that you send.
      </Text>
    </Alert>
  )
}
