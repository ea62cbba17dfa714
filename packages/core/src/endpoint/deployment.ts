import { ConfigurationError } from '../errors/errors.ts'
import { hostKindOf } from './endpoint-url.ts'

/** Puts the deployment where the host reads it (azure-wire §3.1): Foundry and Azure OpenAI in the body, all others in a header. */
export function deploymentOf(
  name: string | undefined,
  url: URL,
): { headers: Record<string, string>; inBody: string | undefined } {
  if (name === undefined || name === '') return { headers: {}, inBody: undefined }
  const kind = hostKindOf(url)
  if (kind === 'foundry' || kind === 'openai') return { headers: {}, inBody: name }
  if (!/^[\x21-\x7E]+$/.test(name)) {
    throw new ConfigurationError(
      `\`deploymentName\` is ${JSON.stringify(name)}; a deployment's name has letters, digits and dashes only.`,
      { setting: 'deploymentName' },
    )
  }
  return { headers: { 'azureml-model-deployment': name }, inBody: undefined }
}
