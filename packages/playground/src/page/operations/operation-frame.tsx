import { Alert, Button, Group, Loader, Select, Stack, Text, Title } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect } from 'react'
import type { Operation } from '../../contract/operation-contract.ts'
import type { FormatterSummary } from '../../contract/playground-contract.ts'
import { chatDesk } from '../state/desk-slice.ts'
import { useStore } from '../state/store.ts'
import { useFields } from '../state/use-fields.ts'

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

/** The frame of an operation: the formatters that have it, the form with its buttons, and the result. */
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
          <FormatterChoice operation={operation} />
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

/** Gives the operation its own settings, and shows its calls in the inspector. */
function useOperationDesk(operation: Operation): void {
  const openDesk = useStore((state) => state.openDesk)
  useEffect(() => {
    const { settings, session } = useStore.getState()
    const known = session.formatters.find(({ name }) => name === settings.formatter)
    const [first] = formattersFor(operation, session.formatters)
    const formatter = known && pathsOf(operation, known) ? known.name : (first?.name ?? settings.formatter)
    openDesk(operation, { settings: { ...settings, formatter, fault: 'none' }, conversation: operation })
    return () => openDesk(chatDesk)
  }, [operation, openDesk])
}

function FormatterChoice({ operation }: Pick<OperationFrameProps, 'operation'>): ReactNode {
  const { settings, session, changeSettings } = useFields('settings', 'session', 'changeSettings')
  const choices = formattersFor(operation, session.formatters)
  const chosen = choices.find(({ name }) => name === settings.formatter)
  const isOwn = settings.endpoint === 'own'
  const select = (name: string): void => {
    const formatter = choices.find((one) => one.name === name)
    const types = Object.keys((formatter && pathsOf(operation, formatter)) ?? {}) as (typeof settings.apiType)[]
    const [first = settings.apiType] = types
    changeSettings({ formatter: name, ...(!isOwn && !types.includes(settings.apiType) && { apiType: first }) })
  }
  return (
    <>
      <Select
        label="Formatter"
        allowDeselect={false}
        data={choices.map(({ name, label }) => ({ value: name, label }))}
        value={chosen?.name ?? null}
        placeholder="Select one that has this operation"
        onChange={(name) => name && select(name)}
      />
      {isOwn && session.endpoint && (
        <Alert variant="outline" color="gray" className="problem">
          Embeddings and reranking have URLs of their own. The request goes to {session.endpoint.url}.
        </Alert>
      )}
    </>
  )
}

function formattersFor(operation: Operation, formatters: readonly FormatterSummary[]): readonly FormatterSummary[] {
  return formatters.filter((formatter) => pathsOf(operation, formatter) !== undefined)
}

function pathsOf(operation: Operation, formatter: FormatterSummary): FormatterSummary['paths'] | undefined {
  return operation === 'embeddings' ? formatter.embeddingPaths : formatter.rerankingPaths
}
