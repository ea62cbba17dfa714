import { type JsonObject, asString, isObject } from '../json/json-value.ts'
import { findStringProblem, invalidValue, missing, type RequestProblem } from './problem.ts'
import { unseal } from './sealed-reasoning.ts'

/** Finds what is wrong with one item; `path` is where it is, as `input[1]`. */
export function findItemProblem(item: unknown, path: string): RequestProblem | undefined {
  if (!isObject(item))
    return { message: `Invalid type for '${path}': expected an object.`, param: path, code: 'invalid_type' }
  const { type = 'message' } = item
  switch (type) {
    case 'message':
      return findMessageProblem(item, path)
    case 'function_call':
      return (
        findIdProblem(item['id'], 'fc', `${path}.id`) ??
        findStringProblem(item['call_id'], `${path}.call_id`, 64) ??
        findStringProblem(item['name'], `${path}.name`, 128) ??
        findStringProblem(item['arguments'], `${path}.arguments`)
      )
    case 'function_call_output':
      return (
        findStringProblem(item['call_id'], `${path}.call_id`, 64) ??
        (item['output'] === undefined ? missing(`${path}.output`) : undefined)
      )
    case 'reasoning':
      return findThoughtProblem(item, path)
    case 'item_reference':
      return notFound(item['id'])
    default:
      return /^[a-z_]+_(?:call|output|call_output|tools|request|response)$/.test(String(type))
        ? undefined
        : invalidValue(type, types, path)
  }
}

const types = ['message', 'function_call', 'function_call_output', 'reasoning', 'item_reference']

function findMessageProblem({ id, role, content }: JsonObject, path: string): RequestProblem | undefined {
  const parts = partTypesOf(role)
  if (parts === undefined) return invalidValue(role, ['assistant', 'system', 'developer', 'user'], path)
  const problem = findIdProblem(id, 'msg', `${path}.id`)
  if (problem !== undefined || typeof content === 'string') return problem
  if (!Array.isArray(content)) return missing(`${path}.content`)
  for (const [index, part] of content.entries()) {
    const place = `${path}.content[${index}]`
    const type = isObject(part) ? asString(part['type']) : undefined
    if (type === undefined || !parts.includes(type)) return invalidValue(type, parts, place)
    const wrong = findPartProblem(part as JsonObject, place)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

function partTypesOf(role: unknown): readonly string[] | undefined {
  if (role === 'assistant') return ['output_text', 'refusal']
  return ['user', 'system', 'developer'].includes(String(role))
    ? ['input_text', 'input_image', 'input_file']
    : undefined
}

function findPartProblem(part: JsonObject, path: string): RequestProblem | undefined {
  const { type, image_url: image, file_id: id, file_url: url, file_data: data, filename } = part
  if (type === 'refusal') return findStringProblem(part['refusal'], `${path}.refusal`)
  if (type === 'input_image') {
    if (image === undefined && id === undefined) return missing(`${path}.image_url`)
    if (image === undefined || /^(?:https?:|data:image\/)/.test(String(image))) return undefined
    const message = `Invalid '${path}.image_url'. Expected a valid URL, but got a value with an invalid format.`
    return { message, param: `${path}.image_url`, code: 'invalid_value' }
  }
  if (type === 'input_file') {
    if (id === undefined && url === undefined && data === undefined) return missing(`${path}.file_id`)
    return data !== undefined && filename === undefined ? missing(`${path}.filename`) : undefined
  }
  return findStringProblem(part['text'], `${path}.text`)
}

function findIdProblem(id: unknown, start: string, param: string): RequestProblem | undefined {
  if (id === undefined || id === null) return undefined
  const problem = findStringProblem(id, param, 64)
  if (problem !== undefined || String(id).startsWith(start)) return problem
  const message = `Invalid '${param}': '${String(id)}'. Expected an ID that begins with '${start}'.`
  return { message, param, code: 'invalid_value' }
}

function findThoughtProblem(item: JsonObject, path: string): RequestProblem | undefined {
  const { id, summary, encrypted_content: sealed } = item
  const problem = findStringProblem(id, `${path}.id`, 64) ?? findIdProblem(id, 'rs', `${path}.id`)
  if (problem !== undefined) return problem
  if (!Array.isArray(summary)) return missing(`${path}.summary`)
  if (typeof sealed !== 'string') return notFound(id)
  if (unseal(String(id), sealed) !== undefined) return undefined
  const message = `The encrypted content ${sealed.slice(0, 4)}...${sealed.slice(-4)} could not be verified. Reason: Encrypted content could not be decrypted or parsed.`
  return { message, code: 'invalid_encrypted_content' }
}

function notFound(id: unknown): RequestProblem {
  const message = `Item with id '${String(id)}' not found. Items are not persisted when \`store\` is set to false. Try again with \`store\` set to true, or remove this item from your input.`
  return { message, param: 'input', status: 404 }
}
