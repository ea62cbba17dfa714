/** Returns a field of what the INFO command of Redis reports; `undefined` where the host does not say. */
export function infoField(info: string, name: string): string | undefined {
  return new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1]
}
