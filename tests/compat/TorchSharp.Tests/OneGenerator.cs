// the tensor library has one random generator and one count of tensors for the whole process: a test beside another would draw from the first and change the second
[assembly: CollectionBehavior(DisableTestParallelization = true)]
