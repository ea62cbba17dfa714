import type { BaseLanguageModelInput } from '@langchain/core/language_models/base'
import type { BaseMessage } from '@langchain/core/messages'
import type { Runnable } from '@langchain/core/runnables'
import { expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import { chat } from './endpoint.ts'

interface Place {
  city: string
}

const json = { type: 'object', properties: { city: { type: 'string' } } }

it('structured output has the type of the schema, or the one that is named', async () => {
  const { model } = await chat()
  expectTypeOf(model.withStructuredOutput<Place>(json)).toEqualTypeOf<Runnable<BaseLanguageModelInput, Place>>()
  expectTypeOf(model.withStructuredOutput(z.object({ city: z.string() }))).toEqualTypeOf<
    Runnable<BaseLanguageModelInput, { city: string }>
  >()
  expectTypeOf(model.withStructuredOutput<Place>(json, { includeRaw: true })).toEqualTypeOf<
    Runnable<BaseLanguageModelInput, { raw: BaseMessage; parsed: Place }>
  >()
  const includeRaw = [true, false].includes(true)
  const either = model.withStructuredOutput<Place>(json, { includeRaw })
  expectTypeOf<Awaited<ReturnType<typeof either.invoke>>>().toEqualTypeOf<Place | { raw: BaseMessage; parsed: Place }>()
  expect(either).toBeDefined()
})
