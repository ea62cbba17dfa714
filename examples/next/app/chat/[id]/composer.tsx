import { type FormEvent, useState } from 'react'

type OnSend = (message: { text: string; files?: FileList }) => void

/** The field for a message, with images attached to it. */
export function Composer({ isBusy, onSend }: { isBusy: boolean; onSend: OnSend }) {
  const [text, setText] = useState('')
  const [files, setFiles] = useState<FileList>()

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    onSend({ text, files })
    setText('')
    setFiles(undefined)
    event.currentTarget.reset()
  }

  return (
    <form onSubmit={send}>
      <input type="text" aria-label="Message" value={text} onChange={(event) => setText(event.target.value)} />
      <input
        type="file"
        aria-label="Images"
        accept="image/*"
        multiple
        onChange={(event) => setFiles(event.target.files ?? undefined)}
      />
      <button disabled={isBusy || text === ''}>Send</button>
    </form>
  )
}
