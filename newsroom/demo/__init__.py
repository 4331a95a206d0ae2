"""The demo newsroom of Harbourlight, an invented charity: texts of our own, brought in by the newsroom's own reader."""
