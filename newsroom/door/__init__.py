"""The door of the newsdesk: who comes in, by what, until when, and who decides that."""
