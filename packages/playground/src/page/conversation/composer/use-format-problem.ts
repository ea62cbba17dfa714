import type { FileUIPart } from 'ai'
import { useEffect, useState } from 'react'
import { fetchPreviews } from '../../api/playground-api.ts'
import { useStore } from '../../state/store.ts'

/** Tells before sending why the selected formatter cannot take the attached files; nothing if it can. */
export function useFormatProblem(files: readonly FileUIPart[]): string | undefined {
  const settings = useStore((state) => state.settings)
  const [problem, setProblem] = useState<string>()
  const mediaTypes = files.map(({ mediaType }) => mediaType).join()
  useEffect(() => {
    setProblem(undefined)
    if (mediaTypes === '') return
    let isCurrent = true
    // The contents do not matter for the check, so they are not sent.
    const parts = mediaTypes.split(',').map((mediaType, index) => {
      return { type: 'file' as const, mediaType, filename: `file-${index}`, url: `data:${mediaType};base64,AAAA` }
    })
    const message = { id: 'draft', role: 'user' as const, parts: [{ type: 'text' as const, text: 'draft' }, ...parts] }
    fetchPreviews([message], settings)
      .then((previews) => {
        const own = previews.find(
          ({ formatter, apiType }) => formatter === settings.formatter && apiType === settings.apiType,
        )
        if (isCurrent) setProblem(own?.problem)
        return undefined
      })
      .catch(() => undefined)
    return () => {
      isCurrent = false
    }
  }, [mediaTypes, settings])
  return problem
}
