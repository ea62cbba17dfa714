import { NumberInput, SegmentedControl, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { EmbeddingsRequest } from '../../contract/operation-contract.ts'
import { FailureView } from '../conversation/parts/failure-view.tsx'
import { useStore } from '../state/store.ts'
import { measurementsOf } from './measurements.ts'
import { OperationFrame } from './operation-frame.tsx'
import { embeddingsRequest, takesInputType } from './operation-request.ts'
import { SimilarityMatrix } from './similarity-matrix.tsx'
import { SimilarityPairs } from './similarity-pairs.tsx'
import { similarities } from './similarity.ts'
import { type Answered, useOperation } from './use-operation.ts'

/** Texts, their vectors, and how similar they are. */
export function EmbeddingsView(): ReactNode {
  const settings = useStore((state) => state.settings)
  const form = useStore((state) => state.embeddingsForm)
  const change = useStore((state) => state.changeEmbeddings)
  const { answer, isRunning, run, stop } = useOperation<EmbeddingsRequest, readonly (readonly number[])[]>('embeddings')
  const request = embeddingsRequest(form, settings)
  return (
    <OperationFrame
      operation="embeddings"
      title="Embeddings"
      description="Turns texts into vectors, and shows how similar they are."
      action="Embed"
      canRun={request.values.length > 0}
      isRunning={isRunning}
      run={() => void run(request, `${request.values.length} texts`)}
      stop={stop}
      result={answer && <Result answer={answer} />}
    >
      <Textarea
        label="Texts"
        description="One on each line"
        autosize
        minRows={4}
        maxRows={12}
        value={form.texts}
        onChange={({ currentTarget }) => change({ texts: currentTarget.value })}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <NumberInput
          label="Dimensions"
          min={1}
          allowDecimal={false}
          placeholder="Default"
          value={form.dimensions ?? ''}
          onChange={(value) => change({ dimensions: value === '' ? undefined : Number(value) })}
        />
        <TextInput
          label="Input type"
          placeholder={takesInputType(settings) ? 'search_document' : 'Default'}
          value={form.inputType ?? ''}
          onChange={({ currentTarget }) => change({ inputType: currentTarget.value })}
        />
      </SimpleGrid>
    </OperationFrame>
  )
}

type EmbeddingsAnswer = Answered<EmbeddingsRequest, readonly (readonly number[])[]>

function Result({ answer: { request, result, failure, call } }: { readonly answer: EmbeddingsAnswer }): ReactNode {
  const [form, setForm] = useState<'matrix' | 'pairs'>('matrix')
  if (failure) return <FailureView failure={failure} />
  if (!result) return undefined
  const matrix = similarities(result)
  const size = [`${result.length} vectors`, `${result[0]?.length ?? 0} dimensions`]
  return (
    <Stack gap="sm">
      <Text size="sm" role="status">
        {[...size, ...measurementsOf(call)].join(' · ')}
      </Text>
      <SegmentedControl
        aria-label="Similarity as"
        data={[
          { value: 'matrix', label: 'Matrix' },
          { value: 'pairs', label: 'Most similar pairs' },
        ]}
        value={form}
        onChange={(chosen) => setForm(chosen as 'matrix' | 'pairs')}
      />
      {form === 'matrix' ? (
        <SimilarityMatrix texts={request.values} matrix={matrix} />
      ) : (
        <SimilarityPairs texts={request.values} matrix={matrix} />
      )}
    </Stack>
  )
}
