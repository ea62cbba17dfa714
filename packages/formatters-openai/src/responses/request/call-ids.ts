import { hashed } from '../../conversation/mistral-ids.ts'

/** Returns an id that the API accepts, the same for call and result: other servers have longer ones, or none. */
export function shortId(id: string): string {
  if (id === '') return `call_${hashed(id)}`
  return id.length <= MAX_LENGTH ? id : `${id.slice(0, 54)}_${hashed(id)}`
}

const MAX_LENGTH = 64
