import type { FormatterSummary, OwnEndpoint, PlaygroundSettings } from '../../contract/playground-contract.ts'

/** The input of a sample. */
export interface SampleInput {
  readonly settings: PlaygroundSettings
  readonly formatter: FormatterSummary
  readonly endpoint: OwnEndpoint | undefined
  readonly question: string
}

/** Generates the import of the selected formatter. */
export function formatterImport({ formatter }: SampleInput): string {
  return `import { ${formatter.className} } from '${formatter.packageName}'`
}

/** Generates the options that identify the endpoint. */
export function endpointLines({ settings, formatter, endpoint }: SampleInput): string[] {
  const own = settings.endpoint === 'own' ? endpoint : undefined
  const deploymentName = own ? own.deploymentName : formatter.deploymentName
  return [
    `  endpointUrl: ${quote(own?.url ?? placeholderUrl(settings, formatter))},`,
    `  endpointApiType: '${own?.apiType ?? settings.apiType}',`,
    '  endpointApiKey: process.env.AZUREML_ENDPOINT_API_KEY,',
    ...(deploymentName ? [`  deploymentName: ${quote(deploymentName)},`] : []),
    `  contentFormatter: ${formatterValue(formatter)},`,
  ]
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

type Named = 'temperature' | 'maxTokens' | 'reasoningEffort'

/** Generates the model parameters, with the option names of a client. */
export function options(settings: PlaygroundSettings, names: Readonly<Record<Named, string>>): string[] {
  return (['temperature', 'maxTokens', 'reasoningEffort'] as const).flatMap((name) => {
    const value = settings[name]
    if (value === undefined) return []
    return [`  ${names[name]}: ${typeof value === 'string' ? quote(value) : value},`]
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
