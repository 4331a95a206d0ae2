"""The benchmark of docs/operating.md: `make bench`. Not an app: nothing of the newsroom imports it."""
