import { Button, EmptyState, Stack, Text } from '@mantine/core'
import { IconListSearch, IconRefreshAlert, IconTool, type TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { PlaygroundSettings } from '../../contract/playground-contract.ts'
import { useStore } from '../state/store.ts'
import { sendDraft } from './actions/send-draft.ts'

/** What the page is for, and three things to try. */
export function GettingStarted(): ReactNode {
  const isOwn = useStore(({ settings }) => settings.endpoint === 'own')
  return (
    <EmptyState
      className="getting-started"
      size="sm"
      title="Chat with an endpoint and see every byte"
      description={
        isOwn
          ? 'Messages go to your endpoint through the selected client. The inspector shows each request and response.'
          : 'Messages go to an emulated endpoint on this machine, through the selected client. The inspector shows each request and response. Enter your own endpoint in the settings.'
      }
    >
      <EmptyState.Actions w="100%">
        <Stack gap="xs" w="100%">
          {trials.map((trial) => (
            <Trial key={trial.label} {...trial} />
          ))}
        </Stack>
      </EmptyState.Actions>
    </EmptyState>
  )
}

interface TrialProps {
  readonly label: string
  readonly effect: string
  readonly question: string
  readonly Icon: TablerIcon
  readonly settings: Partial<PlaygroundSettings>
}

function Trial({ label, effect, question, Icon, settings }: TrialProps): ReactNode {
  const tryIt = (): void => {
    useStore.getState().changeSettings(settings)
    sendDraft(useStore.getState().shownConversation, { text: question, files: [] })
  }
  return (
    <Button
      className="trial"
      classNames={{ label: 'trial-label' }}
      variant="default"
      justify="flex-start"
      h="auto"
      py="xs"
      leftSection={<Icon size={20} aria-hidden />}
      onClick={tryIt}
    >
      <span>
        <Text span fw={600} size="sm" display="block">
          {label}
        </Text>
        <Text span size="xs" c="dimmed" display="block">
          {effect}
        </Text>
      </span>
    </Button>
  )
}

const trials: readonly TrialProps[] = [
  {
    label: 'Stream an answer in Markdown',
    effect: 'The inspector lists the raw events while the text arrives.',
    question: 'Show me what you can do in Markdown.',
    Icon: IconListSearch,
    settings: {},
  },
  {
    label: 'Call a tool',
    effect: 'Enables the tools: the client runs one and sends its result back.',
    question: 'How many collatz_steps does it take?',
    Icon: IconTool,
    settings: { tools: true },
  },
  {
    label: 'Survive an overloaded endpoint',
    effect: 'The emulator fails once with HTTP 503, and the client retries.',
    question: 'Will the Collatz conjecture ever be solved?',
    Icon: IconRefreshAlert,
    settings: { endpoint: 'embedded', fault: 'overloaded' },
  },
]
