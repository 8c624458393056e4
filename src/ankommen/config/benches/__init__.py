"""What `ankommen bench` measures: speed and peak memory, beside a peer in the same run where there is one.

One module a bench. They stand in `config` because they use several rooms, each by its doors. What is measured
runs in a fresh process, which imports this package: so nothing is imported here.
"""
