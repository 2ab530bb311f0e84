"""The office file: a log of changes, and tables that are made from it.

Where to look, from the outside in::

    file.py       opens, writes, receives, backs up: the one door for writing
    tables.py     typed reads: the one door for reading (search.py: as one types)
    writer.py     an action becomes changes of the log and rows of the tables
    receive.py    changes of other laptops, checked one by one
    log.py        the append-only table of changes; texts.py: long texts (Loro)
    project.py    from folded records to rows; state.py: heads, kept so that few writes must fold
    rebuild.py    all tables from the log; schema.py: the tables, as core.fields declares them
    migrations.py the log's own tables and their versions
    verify.py     looks everything over; shape.py: what is refused before anything is read
    remains.py    what a damaged file still holds; salvage.py saves it in a new file
    backup.py     copies, checked and thinned out; disk.py: files that are whole or not there
    connect.py    how SQLite is set; lock.py: one writer; places.py: folders that are no good
    edition.py, editions.py   school directories beside the file; media.py: photos beside it
    faults.py     what SQLite and the system report, as one sentence
"""
