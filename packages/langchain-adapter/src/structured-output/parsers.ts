// oxlint-disable no-underscore-dangle -- these names are LangChain's
import type { JSONSchema } from '@azureml-endpoints/core'
import { createContentParser, createFunctionCallingParser } from '@langchain/core/language_models/structured_output'
import type { AIMessage, BaseMessage } from '@langchain/core/messages'
import { type BaseLLMOutputParser, JsonOutputParser, OutputParserException } from '@langchain/core/output_parsers'
import { JsonOutputKeyToolsParser } from '@langchain/core/output_parsers/openai_tools'
import type { ChatGeneration, Generation } from '@langchain/core/outputs'
import { parseAnswerJSON } from './answer-json.ts'
import { type Check, parseAndCheck, createCheck } from './checked-output.ts'
import { printableStart } from '../untrusted/printable-start.ts'
import { coalesced } from './coalesced-pieces.ts'
import { checkedAtEnd } from './checked-stream.ts'
import { rejectRefusal } from './refusal-error.ts'

/** The schema of an answer, with its name and description. */
export interface OutputSchema {
  /** The schema as passed, which validates the answer. */
  readonly schema: unknown
  readonly json: JSONSchema
  readonly name: string
  readonly description: string | undefined
  readonly strict: boolean | undefined
}

type Values = Record<string, unknown>

/** Creates a parser that reads the answer from a tool call and validates it. */
export function toolCallParser({ schema, json, name }: OutputSchema): BaseLLMOutputParser<Values> {
  const parser = createFunctionCallingParser<Values>(
    schema as Parameters<typeof createFunctionCallingParser<Values>>[0],
    name,
    ToolCallParser as typeof JsonOutputKeyToolsParser<Values>,
  )
  ;(parser as ToolCallParser<Values>).check = createCheck(schema, json)
  return parser
}

/** Reads and checks the answer as JSON text. The parser is LangChain's own, which traces name: only how it parses is replaced. */
export function contentParser({ schema, json }: OutputSchema): BaseLLMOutputParser<Values> {
  const check = createCheck(schema, json)
  const parser = createContentParser<Values>(schema as Parameters<typeof createContentParser<Values>>[0])
  const parse = async (text: string): Promise<Values> =>
    (await parseAndCheck(text, () => parseAnswerJSON(text), check)) as Values
  const parseResult = async ([generation]: Generation[]): Promise<Values> => {
    rejectRefusal((generation as ChatGeneration | undefined)?.message)
    return parse(generation?.text ?? '')
  }
  if (!(parser instanceof JsonOutputParser)) return Object.assign(parser, { parse, parseResult })
  const transform = parser._transform.bind(parser)
  const checked = (pieces: Pieces): AsyncGenerator<Values> => checkedAtEnd(coalesced(pieces), transform, parseResult)
  return Object.assign(parser, { parse, parseResult, _transform: checked })
}

type Pieces = AsyncGenerator<string | BaseMessage>

/** LangChain's parser returns `undefined` if there is no call, and does not validate against a JSON Schema. */
class ToolCallParser<T extends Values> extends JsonOutputKeyToolsParser<T> {
  check: Check | undefined

  static override lc_name(): string {
    return 'JsonOutputKeyToolsParser'
  }

  override get lc_id(): string[] {
    return [...this.lc_namespace, 'JsonOutputKeyToolsParser']
  }

  override async parseResult(generations: ChatGeneration[]): Promise<T> {
    rejectRefusal(generations[0]?.message)
    const result: unknown = await super.parseResult(generations)
    if (result === undefined) throw missingCallError(generations[0]?.message as AIMessage, this.keyName)
    return result as T
  }

  override _transform(pieces: Pieces): AsyncGenerator<T> {
    const transform = (given: Pieces): AsyncGenerator<T> => super._transform(given)
    return checkedAtEnd(coalesced(pieces), transform, (generations) =>
      this.parseResult(generations as ChatGeneration[]),
    )
  }

  protected override async _validateResult(result: unknown): Promise<T> {
    const { check } = this
    if (check === undefined) return result as T
    return (await parseAndCheck(argumentsText(result), () => result, check)) as T
  }
}

function missingCallError(message: AIMessage | undefined, name: string): OutputParserException {
  const [invalid] = message?.invalid_tool_calls ?? []
  const end = ends[String(message?.response_metadata['finish_reason'])] ?? ''
  const found =
    invalid === undefined
      ? `its text is: "${printableStart(message?.text ?? '')}"`
      : `its call is invalid: ${printableStart(invalid.error ?? '')}`
  const hint =
    invalid === undefined && end === ''
      ? " If the deployment does not support tools, use the method 'jsonSchema' or 'jsonMode'."
      : ''
  return new OutputParserException(`The answer does not call "${name}"; ${found}.${end}${hint}`, invalid?.args)
}

/** Why an answer ended early, by its finish reason. */
const ends: Readonly<Partial<Record<string, string>>> = {
  length: ' The answer was cut off: increase `maxTokens`.',
  content_filter: ' A content filter of the endpoint removed the answer: change the prompt, or the filter.',
}

/** Serializes arguments; returns an empty text if they are nested too deeply. */
function argumentsText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return ''
  }
}
