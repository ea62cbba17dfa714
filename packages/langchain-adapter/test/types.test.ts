import type { BaseLanguageModelInput, StructuredOutputMethodOptions } from '@langchain/core/language_models/base'
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { BaseMessage } from '@langchain/core/messages'
import type { Runnable } from '@langchain/core/runnables'
import { expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import { z as z3 } from 'zod-3'
import type { SerializableSchema } from '@langchain/core/utils/standard_schema'
import type { InteropZodType } from '@langchain/core/utils/types'
import type { AzureMLChatOnlineEndpoint, OutputFields } from '../src/index.ts'
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

/** The signatures that LangChain's OpenAI models have. */
declare class OtherModel {
  withStructuredOutput<RunOutput extends OutputFields = OutputFields>(
    outputSchema: InteropZodType<RunOutput> | SerializableSchema<RunOutput> | OutputFields,
    config?: StructuredOutputMethodOptions<false>,
  ): Runnable<BaseLanguageModelInput, RunOutput>
  withStructuredOutput<RunOutput extends OutputFields = OutputFields>(
    outputSchema: InteropZodType<RunOutput> | SerializableSchema<RunOutput> | OutputFields,
    config?: StructuredOutputMethodOptions<true>,
  ): Runnable<BaseLanguageModelInput, { raw: BaseMessage; parsed: RunOutput }>
  withStructuredOutput<RunOutput extends OutputFields = OutputFields>(
    outputSchema: InteropZodType<RunOutput> | SerializableSchema<RunOutput> | OutputFields,
    config?: StructuredOutputMethodOptions<boolean>,
  ):
    | Runnable<BaseLanguageModelInput, RunOutput>
    | Runnable<BaseLanguageModelInput, { raw: BaseMessage; parsed: RunOutput }>
}

it('a model can be exchanged for one of another provider', async () => {
  const { model } = await chat()
  const either: AzureMLChatOnlineEndpoint | OtherModel = model
  const structured = (one: AzureMLChatOnlineEndpoint | OtherModel): Runnable<BaseLanguageModelInput, Place> =>
    one.withStructuredOutput<Place>(json)
  expectTypeOf(structured(either)).toEqualTypeOf<Runnable<BaseLanguageModelInput, Place>>()
  expectTypeOf(model).toExtend<BaseChatModel>()
  expectTypeOf(model.withStructuredOutput(z3.object({ city: z3.string() }))).toEqualTypeOf<
    Runnable<BaseLanguageModelInput, { city: string }>
  >()
  const generic = <Output extends OutputFields>(schema: z.ZodType<Output>): Runnable<BaseLanguageModelInput, Output> =>
    model.withStructuredOutput<Output>(schema)
  expectTypeOf(generic(z.object({ city: z.string() }))).toEqualTypeOf<
    Runnable<BaseLanguageModelInput, { city: string }>
  >()
})
