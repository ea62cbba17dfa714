import { Alert, Button, Group, Loader, Stack, Text, Title } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect } from 'react'
import type { Operation } from '../../contract/operation-contract.ts'
import { apiTypesFor, formattersFor } from '../settings/formatter-choice.ts'
import { chatDesk } from '../state/desk-slice.ts'
import { ownEndpointOf } from '../state/settings-slice.ts'
import { useStore } from '../state/store.ts'

/** An operation: its form, and its result. */
export interface OperationFrameProps {
  readonly operation: Operation
  readonly title: string
  readonly description: string
  /** The fields of the form. */
  readonly children: ReactNode
  readonly result: ReactNode
  readonly action: string
  readonly canRun: boolean
  readonly isRunning: boolean
  readonly run: () => void
  readonly stop: () => void
}

/** The frame of an operation: the form with its buttons, and the result. */
export function OperationFrame(props: OperationFrameProps): ReactNode {
  const { operation, title, description, children, result, action, canRun, isRunning, run, stop } = props
  useOperationDesk(operation)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (canRun && !isRunning) run()
  }
  return (
    <div className="operation">
      <form className="column" onSubmit={submit} aria-label={title}>
        <Stack gap="sm">
          <div>
            <Title order={2} size="h4">
              {title}
            </Title>
            <Text size="sm" c="dimmed">
              {description}
            </Text>
          </div>
          <EndpointNotice />
          {children}
          <Group gap="sm">
            <Button type="submit" disabled={!canRun || isRunning}>
              {action}
            </Button>
            {isRunning && (
              <>
                <Button color="red" variant="outline" onClick={stop}>
                  Stop
                </Button>
                <Loader size="sm" aria-label="Waiting for the endpoint" />
              </>
            )}
          </Group>
        </Stack>
      </form>
      <section className="column" aria-label="Result" aria-live="polite">
        {result}
      </section>
    </div>
  )
}

/** Switches to the operation's own settings, and shows its calls in the inspector. */
function useOperationDesk(operation: Operation): void {
  const openDesk = useStore((state) => state.openDesk)
  useEffect(() => {
    const { settings, session } = useStore.getState()
    const formatters = formattersFor(operation, session.formatters)
    const known = formatters.find(({ name }) => name === settings.formatter) ?? formatters[0]
    const [apiType = settings.apiType] = apiTypesFor(operation, known).toSorted((one) =>
      one === settings.apiType ? -1 : 1,
    )
    const chosen = { formatter: known?.name ?? settings.formatter, apiType }
    openDesk(operation, { settings: { ...settings, ...chosen, fault: 'none' }, conversation: operation })
    return () => openDesk(chatDesk)
  }, [operation, openDesk])
}

function EndpointNotice(): ReactNode {
  const own = useStore((state) => ownEndpointOf(state.settings, state.session))
  if (!own) return undefined
  return (
    <Alert variant="outline" color="gray">
      Embeddings and reranking have URLs of their own. The request goes to {own.url}.
    </Alert>
  )
}
