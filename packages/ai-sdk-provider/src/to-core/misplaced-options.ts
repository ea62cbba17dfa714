import type { SharedV4ProviderOptions, SharedV4Warning } from '@ai-sdk/provider'

/** Warns about options for this provider where it has none: on a message, a part or a tool. */
export function warnAboutMisplacedOptions(
  where: string,
  options: SharedV4ProviderOptions | undefined,
  warnings: SharedV4Warning[],
): void {
  if (options?.['azureML'] === undefined) return
  warnings.push({
    type: 'unsupported',
    feature: `providerOptions.azureML on a ${where}`,
    details: 'They are ignored. Pass them to the call; body parameters belong in modelKwargs.',
  })
}
