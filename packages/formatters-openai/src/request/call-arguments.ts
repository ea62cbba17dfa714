import { isFields } from '@azureml-endpoints/core'

/**
 * Returns the arguments of an earlier call as the text of a JSON object. Servers parse them again for their chat templates and
 * reject the whole request if that fails, so anything else becomes `{}`; an error in the call's result tells the model why.
 */
export function argumentsTextOf(text: string): string {
  try {
    return isFields(JSON.parse(text)) ? text : '{}'
  } catch {
    return '{}'
  }
}
