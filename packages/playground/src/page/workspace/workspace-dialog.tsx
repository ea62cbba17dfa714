import { Button, Loader, Modal, Stack, Text } from '@mantine/core'
import { IconCloud } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { fetchWorkspace } from '../api/workspace-api.ts'
import type { WorkspaceChoice } from '../../contract/workspace-contract.ts'
import { WorkspaceEndpointView } from './workspace-endpoint-view.tsx'
import { ProblemAlert } from '../problems/problem-alert.tsx'

/** A button that opens the endpoints of the workspace. */
export function WorkspaceButton(): ReactNode {
  const [opened, setOpened] = useState(false)
  const close = (): void => setOpened(false)
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconCloud size={16} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        Choose from the workspace
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title="Endpoints of the workspace"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {opened && <Workspace close={close} />}
      </Modal>
    </>
  )
}

function Workspace({ close }: { readonly close: () => void }): ReactNode {
  const [endpoints, setEndpoints] = useState<readonly WorkspaceChoice[]>()
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    fetchWorkspace().then(setEndpoints, (error: Error) => setProblem(error.message))
  }, [])
  return (
    <Stack gap="sm">
      <Text size="sm">
        The server lists them with this machine&apos;s Azure identity. Keys and tokens stay on the server.
      </Text>
      {problem !== undefined && <ProblemAlert text={problem} />}
      {endpoints === undefined && problem === undefined && <Loader size="sm" aria-label="Listing the endpoints" />}
      {endpoints?.length === 0 && <Text c="dimmed">The workspace has no endpoints.</Text>}
      {endpoints?.map((endpoint) => (
        <WorkspaceEndpointView
          key={`${endpoint.kind} ${endpoint.name}`}
          endpoint={endpoint}
          close={close}
          fail={setProblem}
        />
      ))}
    </Stack>
  )
}
