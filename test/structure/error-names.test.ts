import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type ApiNames, inNamesOf } from '../../packages/core/src/errors/api-names.ts'
import { apiNames as aiSdkNames } from '../../packages/ai-sdk-provider/src/endpoint/api-names.ts'
import { apiNames as langchainNames } from '../../packages/langchain-adapter/src/endpoint/api-names.ts'

const root = join(import.meta.dirname, '../..')

/** A way to use the library: its names for errors, and the declarations in which these names must exist. */
interface Layer {
  readonly names: ApiNames
  readonly declarations: string
}

const report = (name: string): string => readFileSync(join(root, `packages/${name}/etc/${name}.api.d.ts`), 'utf8')
// Of the formatters and of core the sources too, since a report is updated later than they are.
const formatters = globSync('packages/formatters-*', { cwd: root })
  .map((folder) => basename(folder))
  .flatMap((name) => [report(name), declaredIn(`packages/${name}/src/**/*.ts`)])
  .join('\n')
const endpointOptions = /interface (?:EndpointOptions|EndpointHooks)\b[^}]*\}/g

const layers: Readonly<Record<string, Layer>> = {
  core: {
    names: {},
    declarations: [report('core'), formatters, declaredIn('packages/core/src/{messages,endpoint,formatter}/*.ts')].join(
      '\n',
    ),
  },
  LangChain: {
    names: langchainNames,
    declarations: [
      report('langchain-adapter'),
      declaredIn('packages/langchain-adapter/src/*.ts'),
      formatters,
      (report('core').match(endpointOptions) ?? []).join('\n'),
      // The errors are core's, and so is the client that embeds.
      (report('core').match(/declare class (?:\w+Error|AzureMLEndpointClient)\b[^}]*\}/g) ?? []).join('\n'),
      declarationsOf('@langchain/core/dist/language_models/chat_models.d.ts', [
        'disableStreaming',
        'tool_choice',
        'invoke',
      ]),
      // Of messages, content blocks and call options.
      'messages: tools: signal: request: data: url: ',
    ].join('\n'),
  },
  'the AI SDK': {
    names: aiSdkNames,
    declarations: [
      report('ai-sdk-provider'),
      formatters,
      (report('core').match(endpointOptions) ?? []).join('\n'),
      declarationsOf(
        'ai/dist/index.d.ts',
        'generateText streamText embedMany maxOutputTokens stopSequences abortSignal output toolChoice tools inputSchema messages values data headers maxRetries name id url'.split(
          ' ',
        ),
      ),
      'topK: request: ',
    ].join('\n'),
  },
}

/** Names in messages that belong to no API of ours: of the wire, of a deployment's settings, of the runtime, of Python. */
const foreign: ReadonlySet<string> = new Set(
  'api-version auth_mode request_timeout_ms max_concurrent_requests_per_instance model scoringUri Authorization extra-parameters x-ms-client-request-id NODE_EXTRA_CA_CERTS https:// controller.signal response.clone() Response ?api-version=… /score realtime'.split(
    ' ',
  ),
)

/** Messages about requests that adapters never send, because they have other types or check them themselves. */
const onlyInCore =
  /operations\/(?:request-checks\/check-\w+|embedding|parsed-chat)\.ts$|unknown-names\.ts$|embedding-codecs\.ts$/

const messages = globSync('packages/{core,formatters-*}/src/**/*.ts', { cwd: root })
  .filter((file) => !/\/testing\/|check-schema\.ts$/.test(file))
  .flatMap((file) => namesIn(readFileSync(join(root, file), 'utf8')).map((name) => ({ file, name })))

describe.each(Object.entries(layers))('errors in %s', (layer, { names, declarations }) => {
  it('name only options, fields and methods that exist there', () => {
    expect(messages.length).toBeGreaterThan(60)
    const wrong = messages
      .filter(({ file }) => layer === 'core' || !onlyInCore.test(file))
      .filter(
        ({ name }) =>
          !isForeign(name) && !stepsOf(inNamesOf(names, `\`${name}\``)).every((step) => isDeclared(step, declarations)),
      )
      .map(({ file, name }) => `${file}: ${name}`)
    expect(wrong).toEqual([])
  })

  it('replace names by names that exist there', () => {
    const replacements = [...Object.values(names.renamed ?? {}), ...namesIn(`'${names.wholeAnswer ?? ''}'`)]
    expect(replacements.filter((name) => !stepsOf(name).every((step) => isDeclared(step, declarations)))).toEqual([])
  })
})

it('replaces names in the texts of core', () => {
  const names = { renamed: { 'chat()': 'ask()', maxTokens: 'most', parameters: 'schema' } }
  expect(inNamesOf(names, 'Call chat() or `chat()`, not `chats()`.')).toBe('Call ask() or `ask()`, not `chats()`.')
  expect(inNamesOf(names, '`maxTokens: 5`, `maxTokensParameter` and maxTokens')).toBe(
    '`most: 5`, `maxTokensParameter` and maxTokens',
  )
  expect(inNamesOf(names, '`tools[0].parameters`')).toBe('`tools[0].schema`')
})

/** Returns the names in backticks in the messages of a source text, without those that are computed. */
function namesIn(source: string): string[] {
  const code = source.replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '')
  const inTemplates = Array.from(code.matchAll(/\\`([^`\\]+)\\`/g), ([, name]) => name ?? '')
  const strings = Array.from(code.matchAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g), ([text]) => text)
  const inStrings = strings.flatMap((text) => Array.from(text.matchAll(/`([^`$]+)`/g), ([, name]) => name ?? ''))
  const calls = strings.flatMap((text) => Array.from(text.matchAll(/(?<![`.\w])\w+\(\)/g), ([name]) => name))
  return [...inTemplates, ...inStrings, ...calls].filter(
    (name) => name !== '' && !name.includes('$') && !/^[{<]|\s[{=]/.test(name),
  )
}

function isForeign(name: string): boolean {
  return foreign.has(name) || foreign.has(name.replace(/:.*$/, ''))
}

/** Splits `a.b()`, `a[0].b` and `a: 'x'` into the names in it. */
function stepsOf(text: string): string[] {
  return text
    .replaceAll('`', '')
    .replace(/:\s.*$/, '')
    .split(/[.[\]()\d]+/)
    .filter((step) => step !== '')
}

function isDeclared(name: string, declarations: string): boolean {
  return new RegExp(`(?<![\\w-])${name.replaceAll(/[^\w]/g, '\\$&')}\\b`).test(declarations)
}

/** Returns the fields, classes and asynchronous methods that source files declare. */
function declaredIn(pattern: string): string {
  const text = globSync(pattern, { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'))
  const declared = text
    .join('\n')
    .matchAll(/^\s*(?:readonly |export class )?(?:async )?(\w+)(?:\??: | extends |(?<=async \w+)\()/gm)
  return Array.from(declared, ([, name]) => `${name}: `).join('')
}

/** Returns names as declarations, of which each must occur in a file of a dependency. */
function declarationsOf(path: string, names: readonly string[]): string {
  const [found] = globSync(`{node_modules,packages/*/node_modules,examples/node_modules}/${path}`, { cwd: root })
  const text = readFileSync(join(root, found ?? path), 'utf8')
  for (const name of names) if (!new RegExp(`\\b${name}\\b`).test(text)) throw new Error(`${path} has no ${name}`)
  return names.map((name) => `${name}: `).join('')
}
