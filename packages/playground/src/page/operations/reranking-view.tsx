import { List, NumberInput, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { Ranked, RerankingRequest } from '../../contract/operation-contract.ts'
import { FailureView } from '../conversation/parts/failure-view.tsx'
import { useStore } from '../state/store.ts'
import { linesOf } from './lines.ts'
import { measurementsOf } from './measurements.ts'
import { OperationFrame } from './operation-frame.tsx'
import { Score } from './similarity-pairs.tsx'
import { type Answered, useOperation } from './use-operation.ts'

/** A query, and documents by how well they match it. */
export function RerankingView(): ReactNode {
  const settings = useStore((state) => state.settings)
  const [query, setQuery] = useState('Where do puffins nest?')
  const [text, setText] = useState(sample)
  const [topN, setTopN] = useState<number>()
  const { answer, isRunning, run, stop } = useOperation<RerankingRequest, readonly Ranked[]>('reranking')
  const documents = linesOf(text)
  return (
    <OperationFrame
      operation="reranking"
      title="Reranking"
      description="Sorts documents by how well they match a query."
      action="Rank"
      canRun={query.trim() !== '' && documents.length > 0}
      isRunning={isRunning}
      run={() => void run({ settings, query, documents, topN }, query)}
      stop={stop}
      result={answer && <Result answer={answer} />}
    >
      <TextInput label="Query" value={query} onChange={({ currentTarget }) => setQuery(currentTarget.value)} />
      <Textarea
        label="Documents"
        description="One on each line"
        autosize
        minRows={4}
        maxRows={12}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <NumberInput
        label="Best results"
        min={1}
        allowDecimal={false}
        placeholder="All"
        value={topN ?? ''}
        onChange={(value) => setTopN(value === '' ? undefined : Number(value))}
      />
    </OperationFrame>
  )
}

const sample =
  'Bolts are made of steel.\nPuffins nest on cliffs above the sea.\nPuffins eat small fish.\nCoats keep warm.'

type RerankingAnswer = Answered<RerankingRequest, readonly Ranked[]>

function Result({ answer: { request, result, failure, call } }: { readonly answer: RerankingAnswer }): ReactNode {
  if (failure) return <FailureView failure={failure} />
  if (!result) return undefined
  return (
    <Stack gap="sm">
      <Text size="sm" role="status">
        {[`${result.length} of ${request.documents.length} documents`, ...measurementsOf(call)].join(' · ')}
      </Text>
      <List type="ordered" spacing="sm" size="sm" listStyleType="none" className="scores" aria-label="Ranked documents">
        {result.map(({ index, score }) => (
          <List.Item key={index}>
            <Text size="sm" className="wrapped">
              {request.documents[index]}
            </Text>
            <Text size="xs" c="dimmed">
              Document {index + 1}
            </Text>
            <Score score={score} />
          </List.Item>
        ))}
      </List>
    </Stack>
  )
}
