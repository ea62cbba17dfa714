import { either, events, whole } from '../server/answers.ts'
import type { FormatterName } from '../calls/formatters.ts'
import type { HostileCase, Setup } from '../hostile-case.ts'

const deep = '['.repeat(50_000) + ']'.repeat(50_000)
const many = `[${Array.from({ length: 50_000 }, () => '{"generated_text":"x"}').join(',')}]`
const values = [
  'null',
  'true',
  '1e999',
  '""',
  '"text"',
  '[]',
  '[[]]',
  '[null]',
  '{}',
  '{"__proto__":{"a":1}}',
  '{"error":null}',
  '{"error":"No."}',
  '"{\\"error\\":\\"No.\\"}"',
  deep,
  many,
]

/** What each family answers with, with a value in the place of what it says. */
const shapes: Readonly<
  Record<string, { readonly setup: Setup; readonly bodies: readonly ((value: string) => string)[] }>
> = {
  'openai on /score': {
    setup: { apiType: 'dedicated' },
    bodies: [(v) => v, (v) => `{"output":${v}}`, (v) => `{"output":"a","usage":${v},"tool_calls":${v}}`],
  },
  mistral: { setup: { formatter: 'mistral' }, bodies: [(v) => v, (v) => `{"choices":[{"message":{"content":${v}}}]}`] },
  cohere: {
    setup: { formatter: 'cohere' },
    bodies: [
      (v) => v,
      (v) => `{"text":${v}}`,
      (v) => `{"text":"a","tool_calls":${v},"meta":${v},"finish_reason":${v}}`,
      (v) => `{"event_type":"text-generation","text":${v}}`,
      (v) => `{"event_type":"stream-end","finish_reason":${v},"response":${v}}`,
      (v) => `{"event_type":${v}}`,
    ],
  },
  ...Object.fromEntries(
    (['dolly', 'gpt2', 'hf', 'mlflow', 'tgi'] as const satisfies readonly FormatterName[]).map((formatter) => [
      formatter,
      {
        setup: { formatter, apiType: 'dedicated' },
        bodies: [
          (v: string): string => v,
          (v: string): string => `[{"generated_text":${v}}]`,
          (v: string): string => `{"predictions":${v},"0":${v},"output":${v}}`,
        ],
      },
    ]),
  ),
  'tgi events': {
    setup: { formatter: 'tgi', apiType: 'dedicated' },
    bodies: [
      (v) => `{"token":${v},"generated_text":${v},"details":${v}}`,
      (v) => `{"token":{"text":${v},"special":${v}}}`,
    ],
  },
}

/** The other families, whose formatters read other shapes. */
export const otherFormatterCases: readonly HostileCase[] = Object.entries(shapes).flatMap(
  ([family, { setup, bodies }]) =>
    bodies.flatMap((body, shape) =>
      values.map((value): HostileCase => ({
        group: 'other formatters',
        name: `${family}, shape ${shape + 1}: ${value.length > 100 ? `${value.slice(0, 12)}… ${value.length} characters` : value}`,
        setup,
        answer: either(whole({ body: body(value) }), events(body(value), '[DONE]')),
      })),
    ),
)
