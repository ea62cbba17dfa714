/**
 * Encodes a `custom_id` as a BullMQ job id, which can be neither an integer nor contain colons. Lone surrogates are encoded too,
 * because UTF-8 cannot represent them.
 */
export function toJobId(customId: string): string {
  return `=${customId.replaceAll(/[%:]|\p{Surrogate}/gu, (char) => `%${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}`
}

/** Decodes what `toJobId` encoded. */
export function toCustomId(jobId: string): string {
  return jobId
    .slice(1)
    .replaceAll(/%([0-9a-f]{4})/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
