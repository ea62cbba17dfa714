import { List, NumberInput, Stack, Text, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Ranked, RerankingRequest } from '../../contract/operation-contract.ts'
import { FailureView } from '../conversation/parts/failure-view.tsx'
import { useStore } from '../state/store.ts'
import { measurementsOf } from './measurements.ts'
import { OperationFrame } from './operation-frame.tsx'
import { rerankingRequest } from './operation-request.ts'
import { Score } from './similarity-pairs.tsx'
import { type Answered, useOperation } from './use-operation.ts'

/** A query, and documents by how well they match it. */
export function RerankingView(): ReactNode {
  const settings = useStore((state) => state.settings)
  const form = useStore((state) => state.rerankingForm)
  const change = useStore((state) => state.changeReranking)
  const { answer, isRunning, run, stop } = useOperation<RerankingRequest, readonly Ranked[]>('reranking')
  const request = rerankingRequest(form, settings)
  return (
    <OperationFrame
      operation="reranking"
      title="Reranking"
      description="Sorts documents by how well they match a query."
      action="Rank"
      canRun={request.query.trim() !== '' && request.documents.length > 0}
      isRunning={isRunning}
      run={() => void run(request, request.query)}
      stop={stop}
      result={answer && <Result answer={answer} />}
    >
      <TextInput
        label="Query"
        value={form.query}
        onChange={({ currentTarget }) => change({ query: currentTarget.value })}
      />
      <Textarea
        label="Documents"
        description="One on each line"
        autosize
        minRows={4}
        maxRows={12}
        value={form.documents}
        onChange={({ currentTarget }) => change({ documents: currentTarget.value })}
      />
      <NumberInput
        label="Top N"
        min={1}
        allowDecimal={false}
        placeholder="All"
        value={form.topN ?? ''}
        onChange={(value) => change({ topN: value === '' ? undefined : Number(value) })}
      />
    </OperationFrame>
  )
}

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
