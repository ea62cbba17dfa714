import { NumberInput, SegmentedControl, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { EmbeddingsRequest } from '../../contract/operation-contract.ts'
import { FailureView } from '../conversation/parts/failure-view.tsx'
import { useStore } from '../state/store.ts'
import { linesOf } from './lines.ts'
import { measurementsOf } from './measurements.ts'
import { OperationFrame } from './operation-frame.tsx'
import { SimilarityMatrix } from './similarity-matrix.tsx'
import { SimilarityPairs } from './similarity-pairs.tsx'
import { similarities } from './similarity.ts'
import { type Answered, useOperation } from './use-operation.ts'

/** Texts, their vectors, and how similar they are. */
export function EmbeddingsView(): ReactNode {
  const settings = useStore((state) => state.settings)
  const [text, setText] = useState(sample)
  const [dimensions, setDimensions] = useState<number>()
  const [inputType, setInputType] = useState<string>()
  const { answer, isRunning, run, stop } = useOperation<EmbeddingsRequest, readonly (readonly number[])[]>('embeddings')
  const values = linesOf(text)
  const isCohere = settings.formatter.startsWith('cohere')
  const type = isCohere ? inputType || 'search_document' : inputType || undefined
  return (
    <OperationFrame
      operation="embeddings"
      title="Embeddings"
      description="Turns texts into vectors, and shows how similar they are."
      action="Embed"
      canRun={values.length > 0}
      isRunning={isRunning}
      run={() => void run({ settings, values, dimensions, inputType: type }, `${values.length} texts`)}
      stop={stop}
      result={answer && <Result answer={answer} />}
    >
      <Textarea
        label="Texts"
        description="One on each line"
        autosize
        minRows={4}
        maxRows={12}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <NumberInput
          label="Dimensions"
          min={1}
          allowDecimal={false}
          placeholder="The model's"
          value={dimensions ?? ''}
          onChange={(value) => setDimensions(value === '' ? undefined : Number(value))}
        />
        <TextInput
          label="Input type"
          placeholder={isCohere ? 'search_document' : "The model's"}
          value={inputType ?? ''}
          onChange={({ currentTarget }) => setInputType(currentTarget.value)}
        />
      </SimpleGrid>
    </OperationFrame>
  )
}

const sample = 'A warm coat for winter\nA light jacket for spring\nStainless steel bolts\nBolts made of brass'

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
