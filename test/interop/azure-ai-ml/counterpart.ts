import type { Counterpart } from '../frame/counterpart.ts'

export const counterpart: Counterpart = {
  name: 'Azure ML’s Python SDK',
  package: 'azure-ai-ml',
  proves:
    'the emulated control plane is what it claims to be: endpoints, deployments, keys, tokens, serverless endpoints, rotated keys and a name that does not exist, as `MLClient` understands them',
  taught: ['`get_keys` of an endpoint with `aml_token` returns the token with its times in seconds since 1970.'],
  allowed: [
    {
      difference: 'The program lets the SDK send its token over `http:`.',
      reason: 'The SDK insists on `https:`, and the emulator on this machine has no certificate.',
    },
  ],
}
