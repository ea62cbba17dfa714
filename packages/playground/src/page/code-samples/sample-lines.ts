import type { FormatterSummary, OwnEndpoint, PlaygroundSettings } from '../../contract/playground-contract.ts'
import { hasSecrets } from '../../redaction/shareable-url.ts'

/** The endpoint that a sample calls, and how. */
export interface SampleTarget {
  readonly settings: PlaygroundSettings
  readonly formatter: FormatterSummary
  readonly endpoint: OwnEndpoint | undefined
}

/** The input of a chat sample. */
export interface SampleInput extends SampleTarget {
  readonly question: string
  /** The files of the question, which the sample reads from its folder. */
  readonly files?: readonly SampleFile[] | undefined
}

/** A file of the question. */
export interface SampleFile {
  readonly name: string
  readonly mediaType: string
}

/** Generates the imports that every sample needs: of the client, the selected formatter, and what reads files. */
export function imports(input: Pick<SampleInput, 'formatter' | 'files'>, client: string): string[] {
  const { className, packageName } = input.formatter
  return [
    ...(filesOf(input).length > 0 ? [`import { readFile } from 'node:fs/promises'`] : []),
    client,
    `import { ${className} } from '${packageName}'`,
  ]
}

/** Generates the options that identify the endpoint. */
export function endpointLines({ settings, formatter, endpoint }: SampleTarget): string[] {
  const own = settings.endpoint === 'own' ? endpoint : undefined
  const deploymentName = settings.deploymentName ?? (own ? own.deploymentName : formatter.deploymentName)
  return [
    `  endpointUrl: ${urlValue(own?.url ?? placeholderUrl(settings, formatter))},`,
    `  endpointApiType: '${own?.apiType ?? settings.apiType}',`,
    '  endpointApiKey: process.env.AZUREML_ENDPOINT_API_KEY,',
    ...(deploymentName ? [`  deploymentName: ${quote(deploymentName)},`] : []),
    `  contentFormatter: ${formatterValue(formatter)},`,
  ]
}

/** A URL with secrets comes from the environment, like the key. */
function urlValue(url: string): string {
  return hasSecrets(url) ? 'process.env.AZUREML_ENDPOINT_URL' : quote(url)
}

function placeholderUrl({ apiType }: PlaygroundSettings, { paths, deploymentName }: FormatterSummary): string {
  const isOnFoundry = deploymentName !== undefined
  const host = isOnFoundry
    ? '<your-resource>.services.ai.azure.com'
    : '<your-endpoint>.<your_region>.inference.ml.azure.com'
  return `https://${host}${paths[apiType] ?? '/score'}`
}

/** Generates the class, or an instance if it needs options. */
function formatterValue({ className, options: formatterOptions }: FormatterSummary): string {
  if (formatterOptions === undefined) return className
  const named = Object.entries(formatterOptions).map(([name, value]) => `${name}: ${value}`)
  return `new ${className}({ ${named.join(', ')} })`
}

const parameterNames = ['temperature', 'topP', 'maxTokens', 'stop', 'seed', 'reasoningEffort'] as const

/** Generates the model parameters; a client may have other names for some of them. */
export function parameterLines(
  settings: PlaygroundSettings,
  names: Readonly<Partial<Record<(typeof parameterNames)[number], string>>> = {},
): string[] {
  return parameterNames.flatMap((name) => {
    const value = settings[name]
    if (value === undefined || (Array.isArray(value) && value.length === 0)) return []
    return [`  ${names[name] ?? name}: ${literal(value)},`]
  })
}

function literal(value: string | number | readonly string[]): string {
  if (typeof value === 'string') return quote(value)
  return typeof value === 'number' ? String(value) : `[${value.map(quote).join(', ')}]`
}

/** Generates the messages: the system prompt, and the question with its files in the form of the client. */
export function messageLines(input: SampleInput, filePart: (file: SampleFile) => string, field = 'content'): string[] {
  const { settings, question } = input
  const system = settings.system ? [`  { role: 'system', content: ${quote(settings.system)} },`] : []
  const files = filesOf(input)
  if (files.length === 0) return [...system, `  { role: 'user', content: ${quote(question)} },`]
  const parts = [...(question === '' ? [] : [`{ type: 'text', text: ${quote(question)} }`]), ...files.map(filePart)]
  return [
    ...system,
    '  {',
    `    role: 'user',`,
    `    ${field}: [`,
    ...parts.map((part) => `      ${part},`),
    '    ],',
    '  },',
  ]
}

/** Generates the expression that reads a file. */
export function readFileValue({ name }: SampleFile): string {
  return `await readFile(${quote(name)})`
}

/** Returns the files with names that are safe to read: those of uploads can be paths. */
function filesOf({ files = [] }: Pick<SampleInput, 'files'>): SampleFile[] {
  return files.map(({ name, mediaType }, index) => {
    const isPlain = /^[\w][\w .-]*$/.test(name)
    return { mediaType, name: isPlain ? name : `file-${index + 1}` }
  })
}

/** Formats text as a string literal. */
export function quote(text: string): string {
  return `'${JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)}'`
}

/** Removes whitespace from a schema; keeps one that is not valid JSON yet. */
export function compactSchema(schema: string): string {
  try {
    return JSON.stringify(JSON.parse(schema))
  } catch {
    return schema
  }
}

/** Generates the items of a list of texts. */
export function textLines(texts: readonly string[]): string[] {
  return texts.map((text) => `  ${quote(text)},`)
}

/** Indents lines by two spaces more. */
export function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`)
}
