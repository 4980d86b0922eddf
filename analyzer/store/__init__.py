"""Judged reports kept in a database, so that nothing is read or judged twice.

How a file goes through, with what each step costs a file that is known::

    key = key_of(pack, reader=…, engine=…)      # what verdicts depend on, once a run
    with Store.open(path_or_url) as store:
        seen = look_at(document)                # hashes the bytes
        store.note([seen])                      # nothing is written where nothing is new
        for seen, known in store.find_all([seen], key):
            ...                                 # Record, Failure, or None: to be judged
        text = store.text_of(seen.digest, key) or read_document(document)
        store.put_result(seen, key, text, record_of(analyzer.analyze(text)))

A text that was read but not yet judged may be kept by ``put_text``. A failure is kept under the
bytes that were looked at: look again before ``put_failure``, and leave it where they have changed.
"""
