import json
import time

from promptflow.core import tool


@tool
def answer(question: str, chat_history: list, style: str, pause: float):
    if question == "raise":
        raise ValueError("The node failed.")
    if question == "nothing":
        return None
    if question == "number":
        return 7
    if question == "history":
        return json.dumps([chat_history, style], ensure_ascii=False)
    if question == "no text":
        return (piece for piece in [])
    return pieces(question.split(" "), pause)


def pieces(words, pause):
    sent = 0
    try:
        for index, word in enumerate(words):
            if word == "break":
                raise ValueError("The stream failed.")
            yield word if index == 0 else f" {word}"
            sent += 1
            time.sleep(pause)
    finally:
        print(f"The stream ended after {sent} of {len(words)} words.", flush=True)
